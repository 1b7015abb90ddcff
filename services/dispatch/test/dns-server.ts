import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** Texts by name; an MX by the name in front of `mx:`. What is not there does not exist; 'broken' is answered with a failure. */
export type Zone = Readonly<Record<string, readonly string[] | 'broken'>>;

export interface DnsServer {
  readonly address: string;
  stop(): void;
}

const TXT = 16;
const MX = 15;

/** A name server on UDP that knows a few records (RFC 1035). */
export async function startDnsServer(zone: Zone): Promise<DnsServer> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => socket.send(answerTo(query, zone), port, address));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { address: `127.0.0.1:${socket.address().port}`, stop: () => void socket.close() };
}

function answerTo(query: Buffer, zone: Zone): Buffer {
  let at = 12;
  const labels: string[] = [];
  while ((query[at] ?? 0) > 0) {
    const length = query[at] ?? 0;
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const type = query.readUInt16BE(at + 1);
  const question = query.subarray(12, at + 5);
  const found = zone[`${type === MX ? 'mx:' : ''}${labels.join('.').toLowerCase()}`];
  const records = found === undefined || found === 'broken' || (type !== TXT && type !== MX) ? [] : found.map((text) => recordOf(type, text));
  const header = Buffer.alloc(12);
  header.writeUInt16BE(query.readUInt16BE(0), 0);
  header.writeUInt16BE(0x8180 | (found === 'broken' ? 2 : records.length === 0 ? 3 : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  return Buffer.concat([header, question, ...records]);
}

function recordOf(type: number, text: string): Buffer {
  const data = type === TXT ? stringsOf(text) : Buffer.concat([Buffer.of(0, 10), nameOf(text)]);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

/** In pieces, each with its length before it. */
const stringsOf = (text: string): Buffer =>
  Buffer.concat((text.match(/.{1,255}/g) ?? ['']).map((piece) => Buffer.concat([Buffer.of(piece.length), Buffer.from(piece, 'latin1')])));

const nameOf = (name: string): Buffer => Buffer.concat([...name.split('.').filter(Boolean).map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label)])), Buffer.of(0)]);
