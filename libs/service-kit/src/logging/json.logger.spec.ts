import { describe, expect, it } from '@jest/globals';
import { JsonLogger } from './json.logger.ts';

const logged = (level: 'log' | 'debug', work: (logger: JsonLogger) => void): Record<string, unknown>[] => {
  const lines: string[] = [];
  work(new JsonLogger('test', level, (line) => void lines.push(line)));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
};

describe('JsonLogger', () => {
  it('writes one object a line with its fields', () => {
    const [line] = logged('log', (logger) => logger.log({ msg: 'launched', campaignId: 7 }, 'campaigns'));

    expect(line).toMatchObject({ level: 'info', service: 'test', msg: 'launched', campaignId: 7, context: 'campaigns' });
  });

  it('lets no address into a line, wherever it stands', () => {
    const lines = logged('log', (logger) => {
      logger.log('to anna@example.test');
      logger.error({ msg: 'failed', error: new Error('550 <анна@пример.рф> unknown'), to: ['bob+x@mail.example.co.uk'] });
    });

    expect(JSON.stringify(lines)).not.toMatch(/anna|анна|bob/);
    expect(lines[0]).toMatchObject({ msg: 'to [address]' });
  });

  it('keeps quiet about the start of the framework unless asked for', () => {
    const tell = (logger: JsonLogger): void => logger.log('AppModule dependencies initialized', 'InstanceLoader');

    expect(logged('log', tell)).toHaveLength(0);
    expect(logged('debug', tell)).toHaveLength(1);
  });
});
