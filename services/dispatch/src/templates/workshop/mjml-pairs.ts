import type { DraftDefect } from './jobs.ts';

interface Opened {
  readonly name: string;
  readonly index: number;
}

// What stands inside of mj-text and the like is HTML, where an element may stay open: only elements of MJML are looked at.
const TOKENS = /<!--[\s\S]*?-->|<(?<end>\/?)(?<name>mj[\w-]*)(?:"[^"]*"|'[^']*'|[^"'>])*?(?<alone>\/?)>/g;

/** Elements of MJML that are closed by another name, or never: the parser of MJML would drop what they hold without a word. */
export function unpairedElements(mjml: string): DraftDefect[] {
  const open: Opened[] = [];
  for (const { index, groups: { end, name = '', alone } = {} } of mjml.matchAll(TOKENS)) {
    if (name === '' || alone) continue;
    const last = open.at(-1);
    if (!end) open.push({ name, index });
    else if (last?.name === name) open.pop();
    else return [defectAt(mjml, index, last ? `</${name}> closes nothing here; write </${last.name}>, which closes line ${placeOf(mjml, last.index).line}` : `</${name}> closes nothing; take it out`)];
  }
  return open.slice(-1).map(({ name, index }) => defectAt(mjml, index, `<${name}> is never closed; add </${name}>`));
}

const defectAt = (mjml: string, index: number, message: string): DraftDefect => ({ part: 'mjml', ...placeOf(mjml, index), message });

function placeOf(text: string, index: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, index).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
