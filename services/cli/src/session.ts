import { Option, type Command } from 'commander';
import { ApiClient } from './api/api-client.ts';
import { Output } from './output/output.ts';

/** What a command works with. */
export interface Session {
  readonly api: ApiClient;
  readonly out: Output;
}

interface Globals {
  readonly url: string;
  readonly key?: string;
  readonly json?: boolean;
}

export const GLOBALS = [
  new Option('--url <url>', 'where Widecast answers').env('WIDECAST_URL').default('http://127.0.0.1:8080'),
  new Option('--key <key>', 'the API key').env('WIDECAST_API_KEY'),
  new Option('--json', 'print the result as JSON, for programs'),
];

type Action = (...received: unknown[]) => Promise<void>;

/** An action of commander out of what it does: its session, its arguments, its options. */
export function act<Options extends object = object>(work: (session: Session, args: readonly string[], options: Options) => Promise<void>): Action {
  return async (...received) => {
    const command = received.at(-1) as Command;
    const { url, key, json = false } = command.optsWithGlobals<Globals>();
    await work({ api: new ApiClient(url, key), out: new Output(json) }, command.processedArgs as string[], command.opts<Options>());
  };
}

/** Shows the thing behind a path made of the argument. */
export const shows = (path: (id: string) => string): Action => act(async ({ api, out }, [id = '']) => out.thing(await api.get(path(id))));

/** Deletes the thing behind a path made of the argument, and says so. */
export const removes = (path: (id: string) => string, said = 'removed'): Action =>
  act(async ({ api, out }, [id = '']) => {
    await api.delete(path(id));
    out.show({ [said]: id }, `${said}\n`);
  });

export interface Page {
  readonly limit: string;
  readonly after?: string;
}

/** Adds the options of a list that comes in pages. */
export const paged = (command: Command, limit = '50'): Command =>
  command.option('--limit <n>', 'how many at most', limit).option('--after <id>', 'continue after this one, the last of the page before');

/** Adds examples to the help of a command. */
export function examples(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  $ widecast ${line}`).join('\n')}`);
}
