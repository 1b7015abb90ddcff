import type { Output } from 'liquidjs';
import { filled, type Piece } from '../composing/pieces.ts';
import type { Addition, Workplace } from './additions.ts';
import { escapeAt, escapeHtml, type Place } from './html/escapes.ts';
import { placesIn } from './html/places.ts';
import { escapeOutput, type Fill, fillOf, neededBy } from './liquid/fill.ts';
import { parseLiquid, renderLiquid, type Source, TemplateDefect } from '@widecast/liquid';
import { type Outline, outlineOf } from './liquid/outline.ts';
import { slotsInLinks } from './links-in-text.ts';
import { piecesOf, slotMark, unmarked } from './marks.ts';

/** A part of a template: text with slots, and what fills them. */
export interface TemplatePart {
  readonly pieces: readonly Piece[];
  readonly fills: readonly Fill[];
  /** Nothing in it depends on a condition: filling it in takes next to no time. */
  readonly isFlat: boolean;
  /** Fields without which it has gaps. */
  readonly needed: readonly string[];
}

type Escape = (value: string) => string;

/** Values stand in it as they are. Throws {@link TemplateDefect}. */
export function plainPart(text: string, add: Addition): TemplatePart {
  const source = parseLiquid(text);
  const outline = outlineOf(source);
  return partOf(source, outline, outline.outputs.map(() => (value) => value), add);
}

/** Values stand in it as they are, but for those in links, which they cannot end. Throws {@link TemplateDefect}. */
export function textPart(text: string, add: Addition): TemplatePart {
  const source = parseLiquid(text);
  const outline = outlineOf(source);
  const inLinks = slotsInLinks(outline.marked);
  return partOf(source, outline, outline.outputs.map((output, slot) => (inLinks.has(slot) && !isEncoded(output) ? (value) => escapeAt('link-part', value) : (value) => value)), add);
}

/** Values are escaped for where they stand. Throws {@link TemplateDefect}. */
export function htmlPart(html: string, add: Addition): TemplatePart {
  const source = parseLiquid(html);
  const outline = outlineOf(source);
  const { places, defects: [defect] } = placesIn(outline.marked);
  if (defect) throw new TemplateDefect(defect.message, ...positionOf(outline.outputs[defect.slot ?? -1]));
  return partOf(source, outline, outline.outputs.map((output, slot) => escapeFor(output, places.get(slot) ?? 'text')), add);
}

const positionOf = (output: Output | undefined): [line: number, column: number] => (output ? (output.token.getPosition() as [number, number]) : [1, 1]);

/** The filter has made it fit for a link already. */
const isEncoded = ({ value: { filters } }: Output): boolean => filters.at(-1)?.name === 'url_encode';

function escapeFor(output: Output, place: Place): Escape {
  return place === 'link-part' && isEncoded(output) ? escapeHtml : (value) => escapeAt(place, value);
}

/** Where nothing depends on a condition each value has a slot; else the whole is rendered for each recipient. */
function partOf(source: Source, { marked, outputs, certain, isFlat }: Outline, escapes: readonly Escape[], add: Addition): TemplatePart {
  const needed = certain.flatMap((output) => neededBy(output) ?? []);
  if (!isFlat) {
    outputs.forEach((output, slot) => escapeOutput(output, escapes[slot] ?? escapeHtml));
    return { pieces: [{ slot: 0 }], fills: [(scope) => whole(add, unmarked(renderLiquid(source, scope.data)))(scope)], isFlat, needed };
  }
  const fills = outputs.map((output, slot): Fill => {
    const [fill, escape = escapeHtml] = [fillOf(output), escapes[slot]];
    return (scope) => escape(fill(scope));
  });
  return { pieces: piecesOf(add(marked, workplaceOf(fills))), fills, isFlat, needed };
}

/** The part with its additions, for one recipient. */
function whole(add: Addition, rendered: string): Fill {
  const fills: Fill[] = [];
  const pieces = piecesOf(add(rendered, workplaceOf(fills)));
  return (scope) => filled(pieces, fills.map((fill) => fill(scope)));
}

function workplaceOf(fills: Fill[]): Workplace {
  return { slot: (fill) => slotMark(fills.push(fill) - 1), fillOf: (slot) => fills[slot] ?? (() => '') };
}
