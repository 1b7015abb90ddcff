import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CONTRACTS, SERVICES } from './catalogue.ts';
import { ownerOf, type AnyContract } from './event.ts';

const SAMPLES = join(import.meta.dirname, '../samples');
const DIGESTS = 'digests.json';
/** `<topic>.json`, and `<topic>.2.json` and so on for shapes that were added later. */
const NAME = /^(?<topic>[a-z-]+\.[a-z-]+\.v\d+)(\.(?<shape>\d+))?\.json$/;

interface Sample {
  readonly file: string;
  readonly text: string;
  readonly topic: string;
  readonly shape: number;
}

const textOf = (file: string): string => readFileSync(join(SAMPLES, file), 'utf8');

const samples = readdirSync(SAMPLES).filter((file) => file !== DIGESTS).map((file): Sample => {
  const { topic = '', shape = '1' } = NAME.exec(file)?.groups ?? {};
  return { file, text: textOf(file), topic, shape: Number(shape) };
});

const contractOf = ({ file, topic }: Sample): AnyContract => {
  const contract = CONTRACTS.find((one) => one.topic === topic);
  if (!contract) throw new Error(`samples/${file} belongs to no contract`);
  return contract;
};

/** The newest shape of each topic, with every field that consumers rely on. */
const newest = CONTRACTS.map(({ topic }) => samples.filter((sample) => sample.topic === topic).toSorted((a, b) => a.shape - b.shape).at(-1));

const table = (some: readonly (Sample | undefined)[]): [string, Sample][] => some.flatMap((sample) => (sample ? [[sample.file, sample]] : []));

describe('contracts', () => {
  it('have a sample each', () => {
    expect(CONTRACTS.map(({ topic }) => topic).filter((topic) => !samples.some((sample) => sample.topic === topic && sample.shape === 1))).toEqual([]);
  });

  it('have samples that nobody edits: a new shape is a new file, with its digest', () => {
    const digests = Object.fromEntries(samples.map(({ file, text }) => [file, createHash('sha256').update(text).digest('hex')]));

    expect(digests).toEqual(JSON.parse(textOf(DIGESTS)));
  });

  it.each(table(samples))('parse %s for ever', (_file, sample) => {
    expect(contractOf(sample).schema.parse(JSON.parse(sample.text))).toMatchObject(JSON.parse(sample.text) as object);
  });

  it.each(table(newest))('know every field of %s', (_file, sample) => {
    expect(contractOf(sample).schema.parse(JSON.parse(sample.text))).toEqual(JSON.parse(sample.text));
  });

  it.each(table(samples))('take fields that a later version adds to %s', (_file, sample) => {
    expect(contractOf(sample).schema.safeParse({ ...(JSON.parse(sample.text) as object), addedLater: true }).success).toBe(true);
  });

  it('give every record a key', () => {
    const keys = samples.map((sample) => contractOf(sample).keyOf(JSON.parse(sample.text) as never));

    expect(keys.filter((key) => key === '' || key.includes('undefined'))).toEqual([]);
  });

  it('belong to services that exist', () => {
    expect(CONTRACTS.map(({ topic }) => ownerOf(topic)).filter((owner) => !(SERVICES as readonly string[]).includes(owner))).toEqual([]);
  });
});
