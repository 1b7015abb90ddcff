import { createReadStream } from 'node:fs';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ApiSettings } from '../../demo/src/client/api.ts';

/** Posts a file as it is read and waits for the answer however long it takes, which fetch does not. */
export async function uploadFile<Body>({ url, key }: ApiSettings, path: string, file: string): Promise<Body> {
  const [status, body] = await new Promise<readonly [number, Promise<string>]>((resolve, reject) => {
    const outgoing = request(`${url}/v1/${path}`, { method: 'POST', headers: { 'content-type': 'text/csv', authorization: `Bearer ${key}` } });
    outgoing.on('error', reject).once('response', (answer) => resolve([answer.statusCode ?? 0, text(answer)]));
    createReadStream(file, { highWaterMark: 256 * 1024 }).on('error', reject).pipe(outgoing);
  });
  if (status !== 200) throw new Error(`POST /v1/${path} was answered ${status}: ${await body}`);
  return JSON.parse(await body) as Body;
}
