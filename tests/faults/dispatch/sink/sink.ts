import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, sourceEnvironment, SOURCE_FLAGS } from '../../../demo/src/system/places.ts';

/** A message that the sink has taken. */
export interface Taken {
  readonly to: string;
  /** ms since the epoch. */
  readonly at: number;
}

/** A relay that closes connections when it likes, in a process of its own; its record lies on disk and is the truth of a run. */
export class RoughSink {
  private constructor(private readonly child: ChildProcess, private readonly file: string, readonly url: string) {}

  static async start(file: string, seed: number): Promise<RoughSink> {
    await writeFile(file, '');
    const child = fork(join(import.meta.dirname, 'sink.child.ts'), [file, String(seed)], {
      cwd: ROOT, execArgv: [...SOURCE_FLAGS], env: { ...process.env, NODE_OPTIONS: '', ...sourceEnvironment }, detached: true,
    });
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    return new RoughSink(child, file, url);
  }

  /** Grows with every message. */
  async size(): Promise<number> {
    return (await stat(this.file)).size;
  }

  /** In order of arrival. */
  async taken(): Promise<Taken[]> {
    const lines = (await readFile(this.file, 'utf8')).split('\n').filter((line) => line !== '');
    return lines.map((line) => ({ at: Number(line.slice(0, line.indexOf(' '))), to: line.slice(line.indexOf(' ') + 1) }));
  }

  /** Connections that it has closed without an answer. */
  async closings(): Promise<number> {
    const answer = once(this.child, 'message') as Promise<[{ closings: number }]>;
    this.child.send('closings');
    return (await answer)[0].closings;
  }

  async stop(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.disconnect();
    await exited;
  }
}
