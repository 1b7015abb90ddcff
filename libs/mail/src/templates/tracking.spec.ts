import { describe, expect, it } from '@jest/globals';
import MailComposer from 'nodemailer/lib/mail-composer';
import { randomOf } from '../../test/random.ts';
import { encodingOf } from '../composing/body/choose-part.ts';
import { compileMessage } from '../composing/compile-message.ts';
import { canonicalLines, filled, partPieces } from '../composing/pieces.ts';
import { CompiledTemplate } from './compiled-template.ts';
import { decodeEntities } from './html/entities.ts';
import { FieldScope, type Tracking } from './liquid/scope.ts';
import { decodeDestination, encodeDestination, laterTracking, openPixel, trackedLinks, trackedValue } from './tracking.ts';

const UNSUBSCRIBE = 'https://w.example/u/t';
const tracking: Tracking = { open: 'https://w.example/o/T', click: (destination) => `https://w.example/c/T/${encodeDestination(destination)}` };
const PARTS = [
  '<p>Hello {{ name }}</p>', 'Щи да каша', '<a href="https://x.example/?a=1&amp;b={{ q }}">1</a>', "<a class='y' href='{{ u }}'>2</a>", '<a href="mailto:a@x.example">3</a>',
  '<a href="tel:+123">4</a>', '<a href="#top">5</a>', '<a href="{{ unsubscribe_url }}">6</a>', '<a href="HTTPS://y.example">7</a>', '<a href=" https://z.example/{{ q }}/{{ q | url_encode }} ">8</a>',
  '<a href="https://me:secret@x.example">9</a>', '<a href="https://bad host/">10</a>', '<a href="https://пример.рф/ё">11</a>', 'x'.repeat(100), '\n', '<img src="https://x.example/i.png">', '<a href="{{ unsubscribe_url }}?from=mail">12</a>',
];
const VALUES = ['', 'a b', 'c&d="e\'<>', 'https://u.example/?x=y&z', 'javascript:alert(1)', 'ё/😀', 'https://w.example/c/T/evil', '\u00010\u0002', 'https://a:b@u.example'];

function randomMail(seed: number): { html: string; fields: Record<string, string> } {
  const random = randomOf(seed);
  const pick = (from: readonly string[]): string => from[random(from.length)] ?? '';
  const body = Array.from({ length: random(12) + 1 }, () => pick(PARTS)).join('');
  return { html: `<html><body>${random(3) === 0 ? `{% if name %}${body}{% endif %}` : body}</body></html>`, fields: { name: pick(VALUES), q: pick(VALUES), u: pick(VALUES) } };
}

const linksIn = (html: string): string[] => Array.from(html.matchAll(/href\s*=\s*(?:"([^"]*)"|'([^']*)')/g), ([, double, single]) => decodeEntities(double ?? single ?? '').trim());
const isOurs = (link: string): boolean => link.startsWith('https://w.example/c/T/');
const destinationOf = (link: string): string => (isOurs(link) ? decodeDestination(link.slice('https://w.example/c/T/'.length)) : link);
const compiled = (html: string): CompiledTemplate => new CompiledTemplate({ subject: 'S', html, text: 'T' }, { html: [trackedLinks, openPixel], text: [] });

describe('a tracked message', () => {
  it.each([1, 2, 3, 4])('leads where the message would lead untracked, and is to the byte what nodemailer composes of it (seed %i)', async (seed) => {
    for (let n = 0; n < 40; n += 1) {
      const { html, fields } = randomMail(seed * 1000 + n);
      const template = compiled(html);
      const skeleton = await compileMessage({ from: { name: 'A', address: 'a@a.example' }, replyTo: null, subject: template.subject, html: template.html, text: template.text, headers: {}, boundary: 'b' });
      const values = template.values(new FieldScope(fields, UNSUBSCRIBE, tracking));
      const [tracked, plain] = [values, template.values(new FieldScope(fields, UNSUBSCRIBE))].map((each) => filled(template.html, each));
      const filling = { to: 'b@b.example', messageId: '<m@a.example>', date: new Date(0), values };
      const part = (pieces: CompiledTemplate['html']): object => ({ content: filled(partPieces(pieces), values.map(canonicalLines)), contentTransferEncoding: encodingOf(pieces) });
      const peer = new MailComposer({
        from: { name: 'A', address: 'a@a.example' }, to: { name: '', address: filling.to }, subject: 'S', messageId: filling.messageId, date: filling.date, text: part(template.text), html: part(template.html),
        boundaryPrefix: '=_', baseBoundary: 'b', newline: '\r\n',
      });

      expect([n, linksIn(tracked ?? '').map(destinationOf)]).toEqual([n, linksIn(plain ?? '')]);
      expect(plain).not.toContain('<img src="https://w.example');
      expect(tracked?.match(/<img src="https:\/\/w\.example\/o\/T" [^>]*><\/body>/g)).toHaveLength(1);
      expect(linksIn(tracked ?? '').filter((link) => /^https?:/i.test(link) && !isOurs(link) && !link.startsWith(UNSUBSCRIBE) && !/@|bad host/.test(link))).toEqual([]);
      expect(linksIn(tracked ?? '').filter((link) => isOurs(link) && destinationOf(link).startsWith(UNSUBSCRIBE))).toEqual([]);
      expect(skeleton.fillIn(filling).bytes().toString()).toBe((await peer.compile().build()).toString());
    }
  });

  it('that is rendered without the key has its links signed afterwards', () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const { html, fields } = randomMail(seed);
      const template = compiled(html);
      const later = template.values(new FieldScope(fields, UNSUBSCRIBE, laterTracking('1b9d6bcd', tracking.open))).map((value) => trackedValue(value, '1b9d6bcd', tracking));

      expect(later).toEqual(template.values(new FieldScope(fields, UNSUBSCRIBE, tracking)));
    }
  });
});
