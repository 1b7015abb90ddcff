import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMessage } from './outgoing-message.ts';

export interface MimeParts {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly replyTo?: string | null;
  readonly subject: string;
  readonly html?: string;
  readonly text: string;
  readonly messageId: string;
  readonly inReplyTo?: string | null;
  readonly references?: readonly string[];
  /** Further headers: ASCII of one line, written as they are. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Half of what is written in Latin letters stays readable in quoted-printable; everything else is smaller in base64. */
function encodingOf(text: string): 'base64' | 'quoted-printable' {
  let foreign = 0;
  // The beginning tells: one look of a fixed length a message.
  const end = Math.min(text.length, 2000);
  for (let at = 0; at < end; at += 1) if (text.charCodeAt(at) > 126) foreign += 1;
  return foreign * 5 > end ? 'base64' : 'quoted-printable';
}

/** Composes a message; nothing it is given can make it read a file or a URL. */
export async function composeMime(parts: MimeParts): Promise<OutgoingMessage> {
  const { from, to, subject, html, text, headers, replyTo, inReplyTo, references = [] } = parts;
  const mail = new MailComposer({
    from: { ...from }, to: { name: '', address: to }, subject, text, messageId: parts.messageId, date: new Date(),
    textEncoding: encodingOf(text), disableFileAccess: true, disableUrlAccess: true, newline: '\r\n',
    ...(html === undefined ? {} : { html }),
    ...(replyTo ? { replyTo } : {}),
    ...(inReplyTo ? { inReplyTo } : {}),
    ...(references.length > 0 ? { references: [...references] } : {}),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { prepared: true, value }])),
  });
  const raw = await mail.compile().build();
  return { from: from.address, to, raw, subject, html: html ?? null, text };
}
