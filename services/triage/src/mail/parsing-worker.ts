import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { AttachedFile } from './incoming-mail.ts';
import { SAFE_HTML } from './safe-html.ts';

/** What the parsing thread gives back; structured-clonable. */
export interface ParsedMail {
  /** Each as it stands in the mail, folded. */
  readonly headers: readonly string[];
  readonly from: { readonly address: string; readonly name: string } | null;
  readonly replyTo: { readonly address: string; readonly name: string } | null;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly AttachedFile[];
}

// Plain CommonJS in a text: the thread then needs no loader, whether the service runs from sources or from its build.
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const { createHash } = require('node:crypto');
const { simpleParser } = require(workerData.parser);
const sanitize = require(workerData.sanitizer);
const flat = (field) => [field ?? []].flat().flatMap(({ value }) => value).flatMap((one) => one.group ?? [one]);
// HTML that stands alone in a multipart/alternative is not turned into text; as a mail of its own it is.
const textOf = async ({ text, html }) => {
  if (text?.trim() || !html) return text ?? '';
  const short = html.length > workerData.readHtml ? shortened(html) : html;
  const found = (await simpleParser('Content-Type: text/html; charset=utf-8\\r\\n\\r\\n' + short, workerData.options)).text ?? '';
  return found.trim() ? found : bare(short);
};
// Pictures, styles, scripts and comments make HTML large, not what is said.
const shortened = (html) => {
  let rest = html.replace(/(["'(])data:[^"'()]*/gi, '$1');
  for (const [from, to] of [['<style', '</style'], ['<script', '</script'], ['<!--', '-->']]) rest = without(rest, from, to);
  return rest.slice(0, workerData.readHtml);
};
const without = (html, from, to) => {
  const lower = html.toLowerCase();
  const kept = [];
  let at = 0;
  for (let start = lower.indexOf(from); start >= 0; start = lower.indexOf(from, at)) {
    const end = lower.indexOf(to, start);
    if (end < 0) break;
    kept.push(html.slice(at, start));
    at = html.indexOf('>', end) + 1 || html.length;
  }
  return kept.join('') + html.slice(at);
};
// Where tags lie too deep to be read.
const bare = (html) => shortened(html).replace(/<[^<>]*>/g, ' ').replace(/&nbsp;/g, ' ').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&').replace(/[^\\S\\n]+/g, ' ').trim();
const transformTags = { a: sanitize.simpleTransform('a', { rel: 'noopener noreferrer nofollow', target: '_blank' }) };
const safe = (html) => {
  const clean = html && html.length <= workerData.mostHtml ? sanitize(html, { ...workerData.html, transformTags }) : '';
  return clean.trim() && clean.length <= workerData.mostHtml ? clean : null;
};
const file = ({ filename, contentType, size, content }, at) => {
  const kept = at < workerData.mostFiles && content.length > 0;
  return { name: filename ?? null, type: contentType, bytes: size, digest: kept ? createHash('sha256').update(content).digest('hex') : null, content: kept ? content : null };
};
// A multipart whose boundary is missing, or never comes, is read as the text that it is.
const strayText = (mail, raw) => {
  const line = mail.headerLines.find(({ key }) => key === 'content-type')?.line ?? '';
  if (!/^content-type:\\s*multipart\\//i.test(line) || mail.text?.trim() || mail.html || mail.attachments.length > 0) return undefined;
  const whole = raw.toString('latin1');
  const boundary = mail.headers.get('content-type')?.params?.boundary;
  const end = whole.search(/\\r?\\n\\r?\\n/);
  if (end < 0 || (boundary && whole.includes('--' + boundary))) return undefined;
  return raw.subarray(end).toString().trim();
};
const writer = (one) => one?.address ? { address: one.address, name: one.name ?? '' } : null;
const parsed = async (raw) => {
  const mail = await simpleParser(raw, workerData.options);
  const [from] = flat(mail.from);
  const [replyTo] = flat(mail.replyTo);
  return {
    headers: mail.headerLines.map(({ line }) => line),
    from: writer(from), replyTo: writer(replyTo),
    to: [...flat(mail.to), ...flat(mail.cc)].flatMap(({ address }) => address || []),
    subject: mail.subject ?? '', messageId: mail.messageId ?? '', text: strayText(mail, raw) ?? await textOf(mail), html: safe(mail.html),
    attachments: mail.attachments.slice(0, workerData.mostNamed).map(file),
  };
};
parentPort.on('message', async ({ bytes, lengths }) => {
  try {
    const mails = [];
    let from = 0;
    for (const length of lengths) {
      mails.push(await parsed(Buffer.from(bytes.buffer, from, length)));
      from += length;
    }
    parentPort.postMessage({ mails });
  } catch (error) {
    parentPort.postMessage({ error: String(error?.message ?? error) });
  }
});
parentPort.postMessage({ ready: true });
`;

/** Bytes are limited before; time, memory and the shape of the mail here. Embedded messages are not entered. */
const OPTIONS = {
  skipImageLinks: true, skipTextToHtml: true, skipTextLinks: true, keepCidLinks: true, checksumAlgo: false, ignoreEmbedded: true,
  maxHtmlLengthToParse: 1_000_000, maxHeadSize: 256 * 1024, maxChildNodes: 200,
} as const;

/** Characters of HTML that are read, and that are shown; files of one mail that are kept, and that are named. */
const MOST = { readHtml: 500_000, mostHtml: 200_000, mostFiles: 50, mostNamed: 200 } as const;

export function startParsingWorker(): Worker {
  const require = createRequire(import.meta.url);
  return new Worker(PROGRAM, {
    eval: true,
    workerData: { parser: require.resolve('mailparser'), sanitizer: require.resolve('sanitize-html'), options: OPTIONS, html: SAFE_HTML, ...MOST },
    resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 4 },
  });
}
