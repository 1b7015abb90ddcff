import { startSmtpSink } from '@widecast/testing';
import { entriesOf, HEADERS } from './sink.in-process.ts';

/** The program of the sink's process: says its address, then answers "everything from number n on". */
const sink = await startSmtpSink({ keepOnly: HEADERS });
process.on('message', (from: number) => {
  const messages = sink.messages();
  process.send?.({ count: messages.length, entries: messages.slice(from).flatMap(entriesOf) });
});
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined);
process.send?.({ url: `smtp://${sink.host}:${sink.port}` });
