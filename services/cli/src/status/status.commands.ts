import { Command } from 'commander';
import { Failure } from '../failure.ts';
import { details } from '../output/table.ts';
import { act, examples } from '../session.ts';

interface Health {
  readonly status: string;
  readonly checks: Readonly<Record<string, string>>;
}

function healthIn(text: string): Health {
  try {
    const health = JSON.parse(text) as Partial<Health>;
    if (health.status !== undefined && health.checks !== undefined) return { status: health.status, checks: health.checks };
  } catch {
    // Said below.
  }
  throw new Failure('the answer is not from Widecast; is this its address?');
}

export const statusCommand = (): Command =>
  examples(new Command('status').description('say whether every service can work (needs no key); fails when one cannot'), 'status', 'status --json').action(
    act(async ({ api, out }) => {
      const health = healthIn((await api.open('/readyz')).text);
      out.show(health, `${health.status}\n${details(health.checks, '  ')}`);
      if (health.status === 'not ready') throw new Failure('Widecast is not ready');
    }),
  );

export const openapiCommand = (): Command =>
  examples(new Command('openapi').description('print the OpenAPI document (needs no key)'), 'openapi > widecast.json').action(
    act(async ({ api }) => {
      const { status, text } = await api.open('/openapi.json');
      if (status !== 200) throw new Failure(`the answer was ${status}`);
      process.stdout.write(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    }),
  );
