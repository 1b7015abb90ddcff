import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Failure, reasonOf } from '../failure.ts';

/** Posts a stream as it comes; gives the answer, also one that comes before all was sent. */
export async function sendStream(
  url: URL, headers: Record<string, string>, body: Readable, unreachable: (error: unknown) => Failure,
): Promise<{ status: number; text: string }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, { method: 'POST', headers });
    outgoing.once('response', resolve).on('error', (error) => reject(unreachable(error)));
    body.once('error', (error) => {
      reject(new Failure(reasonOf(error)));
      outgoing.destroy();
    });
    body.pipe(outgoing);
  });
  try {
    return { status: response.statusCode ?? 0, text: await text(response) };
  } catch (error) {
    throw unreachable(error);
  } finally {
    // Refused before all was sent: the rest is not wanted.
    body.destroy();
  }
}
