import { filled } from '../composing/pieces.ts';
import { type Addition, beforeEnd } from './additions.ts';
import { decodeEntities } from './html/entities.ts';
import { escapeHtml } from './html/escapes.ts';
import type { FieldScope, Tracking } from './liquid/scope.ts';
import { piecesOf } from './marks.ts';

// Bounded, so that it stays linear: the attributes before the link.
const LINK = /(<a\s(?:[^>"']|"[^"]*"|'[^']*'){0,300}?(?<=[\s"'])href\s*=\s*)(?:"([^"]*)"|'([^']*)')/gi;

/** A page of somebody, without a name and password of anybody in its address. */
function isPage(url: string): boolean {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username === '' && password === '';
}

/** Every link to a page leads there by way of us where the message is tracked; the one that ends the mail never does. */
export const trackedLinks: Addition = (html, { slot, fillOf }) =>
  html.replace(LINK, (whole, before: string, double?: string, single?: string) => {
    const pieces = piecesOf(double ?? single ?? '');
    const slots = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.slot]));
    if (slots.length === 0) {
      const destination = decodeEntities(filled(pieces, [])).trim();
      if (!isPage(destination)) return whole;
      const direct = escapeHtml(destination);
      return `${before}"${slot((scope) => (isFollowed(scope, destination) ? escapeHtml(scope.tracking.click(destination)) : direct))}"`;
    }
    const destinationOf = (scope: FieldScope): string => {
      const values: string[] = [];
      for (const each of slots) values[each] = fillOf(each)(scope);
      return decodeEntities(filled(pieces, values)).trim();
    };
    return `${before}"${slot((scope) => escapeHtml(byWayOfUs(scope, destinationOf(scope))))}"`;
  });

/** An image that tells of an opened mail, where the message is tracked. */
export const openPixel: Addition = (html, { slot }) =>
  beforeEnd(html, slot(({ tracking }) => (tracking ? `<img src="${escapeHtml(tracking.open)}" width="1" height="1" alt="" style="border:0">` : '')));

/** Whether we want to know of it: never of the link that ends the mail. */
const isFollowed = (scope: FieldScope, destination: string): scope is FieldScope & { readonly tracking: Tracking } =>
  scope.tracking !== undefined && !destination.startsWith(scope.unsubscribeUrl);

const byWayOfUs = (scope: FieldScope, destination: string): string =>
  (isFollowed(scope, destination) && isPage(destination) ? scope.tracking.click(destination) : destination);

/** A destination as it stands behind the token of its link. */
export const encodeDestination = (destination: string): string => Buffer.from(destination).toString('base64url');
export const decodeDestination = (encoded: string): string => Buffer.from(encoded, 'base64url').toString();

/** Links that are signed later, by who has the key: each is the mark and its destination. The mark must be a word that nobody can guess. */
export const laterTracking = (mark: string, open: string): Tracking => ({ open, click: (destination) => `${mark}/${encodeDestination(destination)}` });

/** A value with its links signed. */
export const trackedValue = (value: string, mark: string, tracking: Tracking): string =>
  (value.includes(mark) ? value.replaceAll(new RegExp(`${mark}/([\\w-]+)`, 'g'), (_, encoded: string) => escapeHtml(tracking.click(decodeDestination(encoded)))) : value);
