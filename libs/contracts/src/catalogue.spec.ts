import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CONTRACTS, SERVICES } from './catalogue.ts';
import { ownerOf } from './event.ts';

const SAMPLES = join(import.meta.dirname, '../samples');
const sampleOf = (topic: string): unknown => JSON.parse(readFileSync(join(SAMPLES, `${topic}.json`), 'utf8'));

describe('contracts', () => {
  it('have one sample each, of every version there ever was', () => {
    const sampled = readdirSync(SAMPLES).map((file) => file.replace(/\.json$/, ''));

    expect(sampled.toSorted()).toEqual(expect.arrayContaining(CONTRACTS.map(({ topic }) => topic).toSorted()));
  });

  it.each(CONTRACTS.map((contract) => [contract.topic, contract] as const))('%s keeps the fields that consumers rely on', (topic, contract) => {
    expect(contract.schema.parse(sampleOf(topic))).toEqual(sampleOf(topic));
  });

  it.each(CONTRACTS.map((contract) => [contract.topic, contract] as const))('%s takes fields that a later version adds', (topic, contract) => {
    expect(contract.schema.safeParse({ ...(sampleOf(topic) as object), addedLater: true }).success).toBe(true);
  });

  it('gives every record a key', () => {
    const keys = CONTRACTS.map((contract) => contract.keyOf(sampleOf(contract.topic) as never));

    expect(keys.filter((key) => key === '' || key.includes('undefined'))).toEqual([]);
  });

  it('belong to services that exist', () => {
    expect(CONTRACTS.map(({ topic }) => ownerOf(topic)).filter((owner) => !(SERVICES as readonly string[]).includes(owner))).toEqual([]);
  });
});
