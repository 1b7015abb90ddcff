import type { Json } from '../api/api-client.ts';
import { details, table } from './table.ts';

/** Where the results go: for people, or with --json for programs. */
export class Output {
  constructor(readonly json: boolean) {}

  /** The whole answer for programs, the text for people. */
  show(answer: unknown, text: string): void {
    process.stdout.write(this.json ? `${JSON.stringify(answer, null, 2)}\n` : text);
  }

  /** Content that is no JSON: byte by byte for people and pipes, as text under its name for programs. */
  raw(name: string, content: Buffer): void {
    if (this.json) this.show({ [name]: content.toString() }, '');
    else process.stdout.write(content);
  }

  thing(answer: Json): void {
    this.show(answer, details(answer));
  }

  /** The first list in the answer, whatever its name. */
  list(answer: Json, columns: readonly string[]): void {
    const rows = Object.values(answer).find((value): value is Json[] => Array.isArray(value)) ?? [];
    this.show(answer, table(rows, columns));
  }

  /** What the caller should know beside the result; never mixed with it. */
  note(text: string): void {
    process.stderr.write(`widecast: ${text}\n`);
  }

  /** For the eyes of somebody who waits; never mixed with results. */
  progress(text: string): void {
    if (process.stderr.isTTY && !this.json) process.stderr.write(`\r\u001B[K${text}`);
  }
}
