import type { Rule, Scalar } from '../src/index.ts';
import { ATTRIBUTES, BEHAVIOURS, CAMPAIGNS, DATES, LANGUAGES, NUMBERS, SEGMENTS, TEXTS, TIERS } from './random-contact.ts';
import type { Random } from './random.ts';

const ORDERED = ['gt', 'gte', 'lt', 'lte'] as const;
const COUNTED = ['eq', 'neq', ...ORDERED] as const;
const FRAGMENTS = ['a', 'MOS', '%', '_', '\\', "'", '00', 'Example', 'SM', 'Прив', 'är'] as const;

export function randomRule(random: Random, depth = 4): Rule {
  if (depth === 1 || random.chance(0.4)) return randomLeaf(random);
  const children = (): Rule[] => random.times(1 + random.below(3), () => randomRule(random, depth - 1));
  const kind = random.pick(['all', 'any', 'not']);
  if (kind === 'not') return { not: randomRule(random, depth - 1) };
  return kind === 'all' ? { all: children() } : { any: children() };
}

function randomLeaf(random: Random): Rule {
  const kind = random.below(10);
  if (kind === 0) return { consent: 'advertising', is: random.chance(0.5) };
  if (kind === 1) return { segment: random.pick(SEGMENTS), ...(random.chance(0.5) ? { is: random.chance(0.5) } : {}) };
  if (kind < 4) return randomBehaviourRule(random);
  if (kind === 4) return randomInstantRule(random);
  return kind === 5 ? randomTextRule(random) : randomAttributeRule(random);
}

function randomBehaviourRule(random: Random): Rule {
  return {
    behaviour: random.pick(BEHAVIOURS),
    ...(random.chance(0.8) ? { times: { op: random.pick(COUNTED), count: random.below(3) } } : {}),
    ...(random.chance(0.5) ? { within: { days: 1 + random.below(40) } } : {}),
    ...(random.chance(0.3) ? { campaign: random.pick(CAMPAIGNS) } : {}),
  };
}

function randomInstantRule(random: Random): Rule {
  const field = 'createdAt';
  if (random.chance(0.1)) return { field, op: 'exists', value: random.chance(0.5) };
  if (random.chance(0.2)) return { field, op: 'in', value: random.times(3, () => random.pick(DATES)) };
  return { field, op: random.pick(COUNTED), value: random.pick(DATES) };
}

function randomTextRule(random: Random): Rule {
  const field = random.pick(['email', 'language', 'account.tier', 'account.name']);
  if (field === 'account.tier') return randomTierRule(random, field);
  const texts = [...LANGUAGES, ...TIERS, ...TEXTS, ...DATES, 'ann@example.com'];
  const text = (): string => (field === 'email' ? random.pick(texts).toLowerCase() : random.pick(texts));
  return randomComparison(random, { field, scalar: text, ordered: text });
}

function randomTierRule(random: Random, field: string): Rule {
  if (random.chance(0.2)) return { field, op: 'exists', value: random.chance(0.5) };
  if (random.chance(0.3)) return { field, op: 'in', value: random.times(2, () => random.pick(TIERS)) };
  return { field, op: random.pick(['eq', 'neq'] as const), value: random.pick(TIERS) };
}

function randomAttributeRule(random: Random): Rule {
  const field = random.pick([
    ...ATTRIBUTES.map((name) => `attributes.${name}`),
    ...ATTRIBUTES.map((name) => `account.attributes.${name}`),
    'account.seats',
  ]);
  const ordered = (): Scalar => random.pick<Scalar>(random.pick<readonly Scalar[]>([TEXTS, NUMBERS, DATES]));
  return randomComparison(random, { field, scalar: () => (random.chance(0.2) ? random.chance(0.5) : ordered()), ordered });
}

interface Values {
  readonly field: string;
  readonly scalar: () => Scalar;
  readonly ordered: () => Scalar;
}

function randomComparison(random: Random, { field, scalar, ordered }: Values): Rule {
  const kind = random.below(7);
  if (kind === 0) return { field, op: 'exists', ...(random.chance(0.7) ? { value: random.chance(0.5) } : {}) };
  if (kind === 1) return { field, op: 'in', value: random.times(1 + random.below(4), scalar) };
  if (kind === 2) return { field, op: 'contains', value: random.pick(FRAGMENTS) };
  if (kind < 5) return { field, op: random.pick(['eq', 'neq'] as const), value: scalar() };
  return { field, op: random.pick(ORDERED), value: ordered() };
}
