import { readFile } from 'node:fs/promises';
import { Failure, reasonOf } from '../failure.ts';
import { jsonDefect } from './json-defect.ts';

/** The text of a file; `-` is what comes in. */
export async function textOf(file: string): Promise<string> {
  try {
    if (file !== '-') return await readFile(file, 'utf8');
    const pieces: Buffer[] = [];
    for await (const piece of process.stdin) pieces.push(piece as Buffer);
    return Buffer.concat(pieces).toString();
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${reasonOf(error)}`);
  }
}

/** The JSON object in a file. */
export async function jsonOf(file: string): Promise<Record<string, unknown>> {
  return objectIn(await textOf(file), file === '-' ? 'what came in' : file);
}

/** The JSON object in a text; `name` says whose text it is. Throws {@link Failure} with the line where it is none. */
export function objectIn(text: string, name: string): Record<string, unknown> {
  const parsed = parse(text.replace(/^\uFEFF/, ''), name);
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  throw new Failure(`${name} holds no JSON object`);
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { line, wanted } = jsonDefect(text);
    throw new Failure(`${name} is not JSON: line ${line} should go on with: ${wanted}`);
  }
}
