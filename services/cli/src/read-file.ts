import { readFile } from 'node:fs/promises';
import { Failure, reasonOf } from './failure.ts';

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
  const text = await textOf(file);
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>;
  } catch (error) {
    throw new Failure(`${file} is not JSON: ${reasonOf(error)}`);
  }
  throw new Failure(`${file} holds no JSON object`);
}
