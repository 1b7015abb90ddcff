import { randomBytes } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { compilePart, encodingOf, type TransferEncoding } from './body/choose-part.ts';
import { lineMaker, type MakeLine } from './header/made-lines.ts';
import type { Piece } from './pieces.ts';
import { type HeaderLine, type Layout, Skeleton } from './skeleton.ts';

/** A message to many: what all get, with slots for what differs. */
export interface MessageDraft {
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo?: string | null;
  readonly subject: readonly Piece[];
  readonly html?: readonly Piece[];
  readonly text: readonly Piece[];
  /** Further headers: visible ASCII of one line, written as they are. */
  readonly headers: Readonly<Record<string, readonly Piece[]>>;
  /** The middle of the boundary between the parts; random where absent. */
  readonly boundary?: string;
}

/** No text in quoted-printable or base64 can have this (RFC 2045 §6.7): no value can look like a boundary. */
const BOUNDARY = '=_';
const MARKS = { text: 'TheTextStandsHere', html: 'TheHtmlStandsHere' } as const;

/** nodemailer composes the message once, around marks for its parts; what is between them stays as nodemailer wrote it. */
export async function compileMessage(draft: MessageDraft): Promise<Skeleton> {
  const { subject, headers } = draft;
  const encodings = { text: encodingOf(draft.text), html: encodingOf(draft.html ?? []) };
  const composed = await composeAroundMarks(draft, encodings);
  const end = composed.indexOf('\r\n\r\n') + 2;
  const bodies: Body[] = [{ pieces: draft.text, mark: MARKS.text, encoding: encodings.text }];
  if (draft.html) bodies.push({ pieces: draft.html, mark: MARKS.html, encoding: encodings.html });
  return new Skeleton({ header: headerLines(composed.slice(0, end), (name) => lineMaker(name, subject, headers)), ...layout(composed.slice(end), bodies) });
}

function composeAroundMarks(draft: MessageDraft, encodings: Record<'text' | 'html', TransferEncoding>): Promise<string> {
  const { from, replyTo, headers, boundary = randomBytes(12).toString('hex') } = draft;
  const part = (name: 'text' | 'html'): object => ({ content: `${MARKS[name]}\r\n`, contentTransferEncoding: encodings[name] });
  const mail = new MailComposer({
    from: { ...from }, to: { name: '', address: 'to@slot.invalid' }, subject: 'slot', messageId: '<slot@slot.invalid>', date: new Date(0),
    text: part('text'), ...(draft.html ? { html: part('html') } : {}), ...(replyTo ? { replyTo: { name: '', address: replyTo } } : {}),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { prepared: true, value: staying(value) }])),
    boundaryPrefix: BOUNDARY, baseBoundary: boundary, newline: '\r\n', disableFileAccess: true, disableUrlAccess: true,
  });
  return mail.compile().build().then((message) => message.toString('utf8'));
}

const staying = (value: readonly Piece[]): string => value.map((piece) => (typeof piece === 'string' ? piece : 'slot')).join('');

/** Lines that stay are joined; the others are made for each message. */
function headerLines(header: string, makerOf: (name: string) => MakeLine | undefined): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (const line of header.split(/(?<=\r\n)(?![ \t])/)) {
    const own = makerOf(line.slice(0, line.indexOf(':')));
    const last = lines.at(-1);
    if (own) lines.push(own);
    else if (typeof last === 'string') lines[lines.length - 1] = last + line;
    else lines.push(line);
  }
  return lines;
}

interface Body {
  readonly pieces: readonly Piece[];
  readonly mark: string;
  readonly encoding: TransferEncoding;
}

function layout(rest: string, bodies: readonly Body[]): Omit<Layout, 'header'> {
  let left = rest;
  const parts = bodies.map(({ pieces, mark, encoding }) => {
    const written = encoding === 'base64' ? Buffer.from(`${mark}\r\n`).toString('base64') : `${mark}\r\n`;
    const at = left.indexOf(written);
    const before = Buffer.from(left.slice(0, at));
    left = left.slice(at + written.length);
    return { before, part: compilePart(pieces, encoding) };
  });
  return { parts, end: Buffer.from(left) };
}
