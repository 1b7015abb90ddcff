import { readFile, rename, writeFile } from 'node:fs/promises';
import { readModel, UnreadableModel, UnusableExamples, writeModel, type IntentModel } from '@widecast/text';
import { Failure, reasonOf } from '../failure.ts';

export interface StoredModel {
  readonly model: IntentModel;
  readonly bytes: number;
}

export async function loadModel(file: string): Promise<StoredModel> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new Failure(`${file} cannot be read: ${reasonOf(error)}`);
  });
  return { model: plainly(file, () => readModel(bytes)), bytes: bytes.length };
}

/** Writes beside and renames, so that no half file is ever under the name. Answers the number of bytes. */
export async function saveModel(file: string, model: IntentModel): Promise<number> {
  const bytes = writeModel(model);
  try {
    await writeFile(`${file}.part`, bytes);
    await rename(`${file}.part`, file);
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${reasonOf(error)}`);
  }
  return bytes.length;
}

/** What the library refuses is a failure with one line. */
export function plainly<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnreadableModel || error instanceof UnusableExamples) throw new Failure(`${file}: ${error.message}`);
    throw error;
  }
}
