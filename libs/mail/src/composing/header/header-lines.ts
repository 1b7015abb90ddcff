import { foldLines } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import { oneLine } from './one-line.ts';

/** Octets of a line without its CRLF (RFC 5322 §2.1.1). */
const LONGEST_LINE = 998;
/** Shorter lines are never folded. */
const FOLD = 76;

// An address that needs neither quotes nor an A-label; the last label is no number, which could be read as an IP address.
const PLAIN = /^[\w!#$%&'*+\-/=?^`{|}~]+(?:\.[\w!#$%&'*+\-/=?^`{|}~]+)*@(?!xn--)(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.(?!xn--))*[a-z](?:[a-z\d-]*[a-z\d])?$/;
const VISIBLE = /^[\u0020-\u007e]*$/;

const line = (name: string, value: string): string => {
  const whole = `${name}: ${value}`;
  return `${whole.length < FOLD ? whole : foldLines(whole, FOLD)}\r\n`;
};

/** Any text as a subject, nothing where it is empty: one line, encoded words where it needs them (RFC 2047). */
export function subjectLine(text: string): string {
  const subject = oneLine(text);
  if (subject === '') return '';
  const isPlain = VISIBLE.test(subject) && !subject.includes('"') && !subject.includes('=?');
  return line('Subject', isPlain ? subject : MimeNode.encodeHeaderValue('Subject', subject));
}

export const toLine = (address: string): string => line('To', PLAIN.test(address) ? address : MimeNode.encodeHeaderValue('To', { name: '', address }));
export const messageIdLine = (id: string): string => line('Message-ID', id);

let [lastSecond, lastDate] = [NaN, ''];

/** RFC 5322 §3.3, to the second; many messages share one. */
export function dateLine(date: Date): string {
  const second = Math.floor(date.getTime() / 1000);
  if (second !== lastSecond) [lastSecond, lastDate] = [second, `Date: ${date.toUTCString().replace('GMT', '+0000')}\r\n`];
  return lastDate;
}

/** A header written as it is. Throws where the value is not visible ASCII of one line, of which at most 998 octets fit. */
export function preparedLine(name: string, value: string): string {
  const whole = `${name}: ${value}`;
  if (!VISIBLE.test(value)) throw new RangeError(`The header ${name} may have visible ASCII of one line only`);
  if (whole.length > LONGEST_LINE) throw new RangeError(`The header ${name} has ${whole.length} characters; at most ${LONGEST_LINE} may be in a line`);
  return `${whole}\r\n`;
}
