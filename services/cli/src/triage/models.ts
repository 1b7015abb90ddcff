import { access, constants, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { beginsAsModel, readModel, UnreadableModel, UnusableExamples, writeModel, type IntentModel } from '@widecast/text';
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

/** Before the work of training: where a model may be written. What is there and is none stays, like the file of examples under a name that was mistyped. */
export async function demandPlace(file: string): Promise<void> {
  await access(dirname(file), constants.W_OK).catch((error: unknown) => {
    throw new Failure(`${file} cannot be written: ${reasonOf(error)}`);
  });
  const there = await readFile(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Failure(`${file} cannot be written: ${reasonOf(error)}`);
  });
  if (there && there.length > 0 && !beginsAsModel(there)) throw new Failure(`${file} is there already and is no model; give another name, or remove it first`);
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
