import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { swc } from '../jest.preset.mjs';

const FOLDER = join(import.meta.dirname, '../../../.cache/source');
const COMPILER = JSON.stringify([createRequire(import.meta.url)('@swc/core/package.json').version, swc]);

const digestOf = (...parts) => parts.reduce((hash, part) => hash.update(part).update('\0'), createHash('sha256')).digest('hex');

/** A hook of Node's loader: of TypeScript it gives the JavaScript. */
export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const file = fileURLToPath(url);
  const text = readFileSync(file, 'utf8');
  const kept = join(FOLDER, digestOf(file));
  const mark = `// ${digestOf(COMPILER, text)}\n`;
  const found = read(kept);
  if (found?.startsWith(mark)) return { format: 'module', source: found, shortCircuit: true };
  const { transform } = await import('@swc/core');
  const source = mark + (await transform(text, { ...swc, filename: file })).code;
  keep(kept, source);
  return { format: 'module', source, shortCircuit: true };
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whole or not at all: several processes compile the same at once. */
function keep(file, source) {
  const own = `${file}.${process.pid}`;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(own, source);
  renameSync(own, file);
}
