import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { productionSources, ROOT } from './sources.ts';

/** What the composition says to a service, not a person. */
const WIRING = /^(HOST|PORT|(SEGMENTATION|DISPATCH|TRIAGE|FUNNELS|ANALYTICS)_URL)$/;
/** What docker compose alone reads. */
const COMPOSE = ['POSTGRES_PASSWORD'];

describe('.env.example', () => {
  it('lists every setting that a program reads, and no other', () => {
    const configs = productionSources().filter(({ path }) => /(^|\/)(service-)?config\.ts$/.test(path));
    const read = configs.flatMap(({ text }) => [...text.matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(([, name = '']) => name));
    const listed = [...readFileSync(join(ROOT, '.env.example'), 'utf8').matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map(([, name = '']) => name);

    const expected = new Set([...read.filter((name) => !WIRING.test(name)), ...COMPOSE]);
    expect(listed.toSorted()).toEqual([...expected].toSorted());
  });
});
