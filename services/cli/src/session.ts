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

/** An action of commander out of what it does: its session, its arguments, its options. */
export function act<Options extends object = object>(
  work: (session: Session, args: readonly string[], options: Options) => Promise<void>,
): (...received: unknown[]) => Promise<void> {
  return async (...received) => {
    const command = received.at(-1) as Command;
    const { url, key, json = false } = command.optsWithGlobals<Globals>();
    await work({ api: new ApiClient(url, key), out: new Output(json) }, command.processedArgs as string[], command.opts<Options>());
  };
}

/** Adds examples to the help of a command. */
export function examples(command: Command, ...lines: readonly string[]): Command {
  return command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  $ widecast ${line}`).join('\n')}`);
}
