import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFakeGateway, type FakeGateway, type Finished } from './run-cli.ts';
import { runHere } from './run-here.ts';

/** The command line, with a gateway to speak to and a folder for files. */
export class CliWorld {
  private constructor(
    readonly gateway: FakeGateway,
    private readonly folder: string,
  ) {}

  static async open(): Promise<CliWorld> {
    return new CliWorld(await startFakeGateway(), await mkdtemp(join(tmpdir(), 'widecast-cli-')));
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await rm(this.folder, { recursive: true });
  }

  forget(): void {
    this.gateway.asked();
  }

  run(...args: string[]): Promise<Finished> {
    return runHere(args, this.gateway.url);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async file(name: string, content: string): Promise<string> {
    await writeFile(this.path(name), content);
    return this.path(name);
  }

  /** What was asked since the last look, a line each: method, path and body. */
  askedFor(): string[] {
    return this.gateway.asked().map(({ method, url, body }) => `${method} ${url}${body ? ` ${body}` : ''}`);
  }
}
