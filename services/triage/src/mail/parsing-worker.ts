import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Attachment } from './incoming-mail.ts';

/** What the parsing thread gives back; structured-clonable. */
export interface ParsedMail {
  readonly headers: readonly { readonly key: string; readonly line: string }[];
  readonly from: { readonly address: string; readonly name: string } | null;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

// Plain CommonJS in a text: the thread then needs no loader, whether the service runs from sources or from its build.
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const { simpleParser } = require(workerData.parser);
const flat = (field) => [field ?? []].flat().flatMap(({ value }) => value).flatMap((one) => one.group ?? [one]);
// HTML that stands alone in a multipart/alternative is not turned into text; as a mail of its own it is.
const textOf = async ({ text, html }) => {
  if (text?.trim() || !html) return text ?? '';
  return (await simpleParser('Content-Type: text/html; charset=utf-8\\r\\n\\r\\n' + html, workerData.options)).text ?? '';
};
parentPort.on('message', async (raw) => {
  try {
    const mail = await simpleParser(Buffer.from(raw), workerData.options);
    const [from] = flat(mail.from);
    parentPort.postMessage({ mail: {
      headers: mail.headerLines.map(({ key, line }) => ({ key, line })),
      from: from?.address ? { address: from.address, name: from.name ?? '' } : null,
      to: [...flat(mail.to), ...flat(mail.cc)].flatMap(({ address }) => address || []),
      subject: mail.subject ?? '', messageId: mail.messageId ?? '', text: await textOf(mail),
      attachments: mail.attachments.map(({ filename, contentType, size }) => ({ name: filename ?? null, type: contentType, bytes: size })),
    } });
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

export function startParsingWorker(): Worker {
  return new Worker(PROGRAM, {
    eval: true,
    workerData: { parser: createRequire(import.meta.url).resolve('mailparser'), options: OPTIONS },
    resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 4 },
  });
}
