import { createRequire } from 'node:module';
import type { DraftDefect } from './jobs.ts';
import { unpairedElements } from './mjml-pairs.ts';

interface MjmlError {
  readonly line: number;
  readonly tagName: string;
  readonly message: string;
}

type Draw = (mjml: string, options: object) => Promise<{ readonly html: string; readonly errors: readonly MjmlError[] }>;

// CommonJS without types.
const load = createRequire(import.meta.url);
const { default: draw } = load('mjml-core') as { readonly default: Draw };
const OPTIONS = { presets: [load('mjml-preset-core')], validationLevel: 'soft', ignoreIncludes: true, fonts: {}, useMjmlConfigOptions: false, keepComments: false };
const INCLUDE = /<mj-include\b/i;

/** MJML as HTML; no files, nothing from the network. */
export async function drawMjml(mjml: string): Promise<{ readonly html: string; readonly defects: readonly DraftDefect[] }> {
  const include = INCLUDE.exec(mjml);
  if (include) return { html: '', defects: [defect(lineOf(mjml, include.index), 'mj-include reads files, which no template may; put in what it would bring')] };
  const unpaired = unpairedElements(mjml);
  if (unpaired.length > 0) return { html: '', defects: unpaired };
  try {
    const { html, errors } = await draw(mjml, OPTIONS);
    return { html: tight(html), defects: errors.map(({ line, tagName, message }) => defect(line, `<${tagName}>: ${message}`)) };
  } catch (error) {
    return { html: '', defects: [defect(1, `is no MJML: ${(error as Error).message.split('\n')[0]}; it begins with <mjml><mj-body>`)] };
  }
}

const defect = (line: number, message: string): DraftDefect => ({ part: 'mjml', line: Math.max(line, 1), column: 1, message });
const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** Without the indentation and empty lines that MJML leaves, which nobody sees. */
const tight = (html: string): string => html.replace(/^[ \t]+/gm, '').replace(/\n{2,}/g, '\n').trim();
