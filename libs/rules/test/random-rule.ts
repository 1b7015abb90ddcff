import { ADDRESS_KINDS, parseRule, type Rule, type Scalar } from '../src/index.ts';
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
  if (random.chance(0.05)) return { field: 'emailKind', op: random.pick(['eq', 'neq']), value: random.pick(ADDRESS_KINDS) };
  const kind = random.below(10);
  if (kind === 0) return { consent: random.pick(['advertising', 'personal_data', 'tracking']), is: random.chance(0.5) };
  if (kind === 1) return { segment: random.pick(SEGMENTS), ...(random.chance(0.5) ? { is: random.chance(0.5) } : {}) };
  if (kind < 4) return randomBehaviourRule(random);
  if (kind === 4) return randomInstantRule(random);
  if (kind === 9) return randomSample(random);
  return kind === 5 ? randomTextRule(random) : randomAttributeRule(random);
}

function randomBehaviourRule(random: Random): Rule {
  return parseRule({
    behaviour: random.pick(BEHAVIOURS),
    ...randomMeasure(random),
    ...(random.chance(0.5) ? { within: { days: 1 + random.below(40) } } : {}),
    ...(random.chance(0.3) ? { campaign: random.pick(CAMPAIGNS) } : {}),
  });
}

function randomSample(random: Random): Rule {
  const from = random.below(60);
  return { sample: random.pick(BEHAVIOURS), ...(random.chance(0.7) ? { from } : {}), to: from + 1 + random.below(40) };
}

function randomMeasure(random: Random): object {
  const kind = random.below(6);
  const moment = (): object => ({ op: random.pick(ORDERED), ...(random.chance(0.5) ? { value: random.pick(DATES) } : { daysFromNow: 3 - random.below(40) }) });
  if (kind === 0) return {};
  if (kind === 1) return { sum: { op: random.pick(COUNTED), value: random.pick([0, 5, 97.5]) } };
  if (kind === 2) return { first: moment() };
  return kind === 3 ? { last: moment() } : { times: { op: random.pick(COUNTED), count: random.below(3) } };
}

function randomInstantRule(random: Random): Rule {
  const field = 'createdAt';
  if (random.chance(0.1)) return { field, op: 'exists', value: random.chance(0.5) };
  if (random.chance(0.2)) return { field, op: 'in', value: random.times(3, () => random.pick(DATES)) };
  if (random.chance(0.3)) return { field, op: random.pick(ORDERED), daysFromNow: -random.below(60) };
  return { field, op: random.pick(COUNTED), value: random.pick(DATES) };
}

function randomTextRule(random: Random): Rule {
  const field = random.pick(['email', 'language', 'account.tier', 'account.name']);
  if (field === 'account.tier') return randomTierRule(random, field);
  const texts = [...LANGUAGES, ...TIERS, ...TEXTS, ...DATES, 'ann@example.com'];
  const addresses = texts.map((one) => one.toLowerCase()).filter((one) => Buffer.byteLength(one) === one.length);
  const text = (): string => random.pick(field === 'email' ? addresses : texts);
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
    'account.seats', 'account.employees',
  ]);
  if (random.chance(0.1)) return { field, op: 'has', value: random.pick<Scalar>([7, 'Moscow', true, '2026-03-01']) };
  if (random.chance(0.1)) return { field, op: random.pick(ORDERED), daysFromNow: -random.below(60) };
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
  if (kind === 2) return { field, op: random.pick(['contains', 'startsWith', 'endsWith'] as const), value: random.pick(FRAGMENTS) };
  if (kind < 5) return { field, op: random.pick(['eq', 'neq'] as const), value: scalar() };
  return { field, op: random.pick(ORDERED), value: ordered() };
}
