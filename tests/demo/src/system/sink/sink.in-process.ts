import { startSmtpSink, type SmtpMessage } from '@widecast/testing';
import type { Received, Sink } from './sink.ts';

export const HEADERS = ['subject', 'list-unsubscribe', 'list-unsubscribe-post', 'auto-submitted'] as const;

export function entriesOf({ envelope, headers }: SmtpMessage): Received[] {
  const unsubscribe = headers['list-unsubscribe'] ?? '';
  const oneClick = headers['list-unsubscribe-post'] === 'List-Unsubscribe=One-Click';
  const automatic = (headers['auto-submitted'] ?? 'no') !== 'no';
  return envelope.to.map((to) => ({ to, subject: headers['subject'] ?? '', unsubscribe, oneClick, automatic }));
}

/** The sink in this process, for small runs. */
export async function startSinkHere(): Promise<Sink> {
  const sink = await startSmtpSink({ keepOnly: HEADERS });
  return {
    url: `smtp://${sink.host}:${sink.port}`,
    received: () => Promise.resolve(sink.messages().flatMap(entriesOf)),
    stop: () => sink.stop(),
  };
}
