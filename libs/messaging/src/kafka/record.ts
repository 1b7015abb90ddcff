import type { KafkaMessage } from 'kafkajs';
import type { LogRecord } from '../log/event-log.ts';

export function recordOf(topic: string, { key, headers, value, offset }: KafkaMessage): LogRecord {
  const texts = Object.entries(headers ?? {}).map(([name, content]): [string, string] => [name, String(content ?? '')]);
  return { topic, key: key?.toString() ?? '', headers: Object.fromEntries(texts), value: value?.toString() ?? null, offset: BigInt(offset) };
}
