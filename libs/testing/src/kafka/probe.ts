import { connect } from 'node:net';

/** ApiVersions v0, correlation id 1, no client id: the one request every broker answers without further ado. */
const API_VERSIONS = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 255, 255]);
const ERROR_CODE_OFFSET = 8;
const PATIENCE_MS = 1_000;

/** Whether a Kafka broker answers on this port of 127.0.0.1. */
export function answersKafka(port: number): Promise<boolean> {
  return new Promise((tell) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const finish = (answers: boolean): void => {
      socket.destroy();
      tell(answers);
    };
    socket.setTimeout(PATIENCE_MS, () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => finish(false));
    socket.once('connect', () => socket.write(API_VERSIONS));
    socket.once('data', (reply) => finish(reply.length > ERROR_CODE_OFFSET + 1 && reply.readInt16BE(ERROR_CODE_OFFSET) === 0));
  });
}
