import type { SMTPServerDataStream } from 'smtp-server';

/** What an SMTP client is answered. */
export class SmtpRefusal extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
    this.name = SmtpRefusal.name;
  }
}

/** All mails that are being taken may hold this much memory together. */
const MOST_IN_HAND = 128 * 1024 * 1024;
let inHand = 0;

/**
 * Reads a message and gives it to the work; what is too large is read to its end but not kept. Counts as in hand until the
 * work is done. Throws {@link SmtpRefusal}.
 */
export async function withMessage<Result>(stream: SMTPServerDataStream, limit: number, work: (raw: Buffer) => Promise<Result>): Promise<Result> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let crowded = false;
  try {
    await eachChunk(stream, (chunk) => {
      if (stream.sizeExceeded || crowded || bytes + chunk.length > limit) return;
      crowded = inHand + chunk.length > MOST_IN_HAND;
      chunks.push(chunk);
      bytes += chunk.length;
      inHand += chunk.length;
    });
    if (stream.sizeExceeded || stream.byteLength > limit) throw new SmtpRefusal(552, `5.3.4 A message may have ${limit} bytes`);
    if (crowded) throw new SmtpRefusal(452, '4.3.1 Too much mail at a time, please try again');
    return await work(Buffer.concat(chunks, bytes));
  } finally {
    inHand -= bytes;
  }
}

/** To its end; fails where the sender goes before. An iterator over the stream costs several times as much. */
function eachChunk(stream: SMTPServerDataStream, take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.on('data', take).once('end', resolve).once('error', reject);
    stream.once('close', () => reject(new Error('The connection ended before the message did')));
  });
}
