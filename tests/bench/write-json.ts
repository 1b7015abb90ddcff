import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Writes the figures of a bench where `--json FILE` said, relative to where the command was typed. */
export function writeJson(file: string | undefined, figures: unknown): void {
  if (file === undefined) return;
  const path = resolve(process.env['INIT_CWD'] ?? process.cwd(), file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(figures, undefined, 2)}\n`);
}
