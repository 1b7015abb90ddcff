import { filled } from '../composing/pieces.ts';
import { type Addition, beforeEnd } from './additions.ts';
import { decodeEntities } from './html/entities.ts';
import { escapeHtml } from './html/escapes.ts';
import type { FieldScope } from './liquid/scope.ts';
import { piecesOf } from './marks.ts';

// Bounded, so that it stays linear: the attributes before the link.
const LINK = /(<a\s(?:[^>"']|"[^"]*"|'[^']*'){0,300}?(?<=[\s"'])href\s*=\s*)(?:"([^"]*)"|'([^']*)')/gi;
const isPage = (url: string): boolean => /^https?:\/\//i.test(url);

/** Every link to a page leads there by way of us; the one that ends the mail does not. */
export const trackedLinks: Addition = (html, { slot, fillOf }) =>
  html.replace(LINK, (whole, before: string, double?: string, single?: string) => {
    const pieces = piecesOf(double ?? single ?? '');
    const slots = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.slot]));
    if (slots.length === 0) {
      const destination = decodeEntities(filled(pieces, [])).trim();
      return isPage(destination) ? `${before}"${slot((scope) => escapeHtml(byWayOfUs(scope, destination)))}"` : whole;
    }
    const destinationOf = (scope: FieldScope): string => {
      const values: string[] = [];
      for (const each of slots) values[each] = fillOf(each)(scope);
      return decodeEntities(filled(pieces, values)).trim();
    };
    return `${before}"${slot((scope) => escapeHtml(byWayOfUs(scope, destinationOf(scope))))}"`;
  });

/** An image that tells of an opened mail. */
export const openPixel: Addition = (html, { slot }) =>
  beforeEnd(html, `<img src="${slot(({ tracking }) => escapeHtml(tracking?.open ?? ''))}" width="1" height="1" alt="" style="border:0">`);

function byWayOfUs({ tracking, unsubscribeUrl }: FieldScope, destination: string): string {
  return tracking && isPage(destination) && destination !== unsubscribeUrl ? tracking.click(destination) : destination;
}
