import type { Command } from 'commander';
import { Failure } from '../failure.ts';
import { jsonOf } from './read-file.ts';

export interface MergeFieldOptions {
  readonly field?: readonly string[];
  readonly fields?: string;
}

/** The one way of saying what a template is filled with. */
export const withMergeFields = (command: Command): Command => command
  .option('--field <name=value...>', 'merge fields; text, true, false or null').option('--fields <file>', 'JSON with merge fields, or -; those of --field come before them');

export async function mergeFieldsIn({ field = [], fields }: MergeFieldOptions): Promise<object> {
  const named = Object.fromEntries(field.map(fieldIn));
  return fields === undefined ? named : { ...(await jsonOf(fields)), ...named };
}

function fieldIn(text: string): [string, unknown] {
  const sign = text.indexOf('=');
  if (sign < 1) throw new Failure(`"${text}" is not name=value`);
  return [text.slice(0, sign), valueIn(text.slice(sign + 1))];
}

/** Numbers stay as they are written, so that 49.00 is not 49. */
function valueIn(text: string): unknown {
  return text === 'true' ? true : text === 'false' ? false : text === 'null' ? null : text;
}
