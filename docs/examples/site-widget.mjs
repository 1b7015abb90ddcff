// A chat on a page, or any messenger, in some ten lines: what visitors write goes to support, what support writes comes to show().
import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const { WIDECAST = 'http://127.0.0.1:8080', BOT_ID, BOT_SECRET = '', PORT = '3900' } = process.env;
const key = Buffer.from(BOT_SECRET.replace('whsec_', ''), 'base64');
const sign = (id, time, body) => `v1,${createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')}`;

/** Says to support what a visitor wrote; `chat` keeps his messages together. */
export async function visitorWrote(chat, text, id = randomUUID()) {
  const [time, body] = [Math.floor(Date.now() / 1000), JSON.stringify({ conversation: chat, text })];
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(time), 'webhook-signature': sign(id, time, body) };
  return (await fetch(`${WIDECAST}/v1/bot-messages/${BOT_ID}`, { method: 'POST', headers, body })).json();
}

/** Hears what support answers. */
async function heard(request, show) {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature } = request.headers;
  if (signature !== sign(id, time, body)) return 401;
  const { type, conversation, message } = JSON.parse(body);
  if (type === 'message.sent') show(conversation, message.text);
  return 204;
}

export const listen = (show) => createServer((request, response) => {
  heard(request, show).then((status) => response.writeHead(status).end(), () => response.writeHead(400).end());
}).listen(Number(PORT), '127.0.0.1');
