import type { AccountFacts, BehaviourFact, ContactFacts } from '../src/index.ts';
import type { Random } from './random.ts';

export const NOW = new Date('2026-03-31T12:00:00.000Z');
export const BEHAVIOURS = ['visited', 'bought', "o'clicked"] as const;
export const ATTRIBUTES = ['city', 'seats', "we'ird $1 \"key\"", '__proto__'] as const;
export const SEGMENTS = ['0192f3a4-5b6c-7d8e-9f01-23456789abcd', '0192f3a4-5b6c-7d8e-9f01-23456789abce'] as const;
export const CAMPAIGNS = ['0192f3a4-5b6c-7d8e-9f01-000000000001', '0192f3a4-5b6c-7d8e-9f01-000000000002'] as const;
export const TIERS = ['SOHO', 'SMB', 'UMM'] as const;
export const LANGUAGES = ['en', 'ru', 'pt-BR'] as const;
export const TEXTS = [
  'Moscow', 'moscow', '100%', '100', 'a_b', 'axb', 'back\\slash', "quo'te", '', 'true', '7', '\u{1f600}', '\uffee', 'Ärger', 'ПРИВЕТ',
] as const;
export const NUMBERS = [0, -1, 7, 7.5, 0.1, 1e21, 1e-7, -2.5e300] as const;
export const DATES = [
  '2026-03-01', '2026-03-01T00:00', '2026-03-01T03:00:00+03:00', '2026-03-01T00:00:00.001Z', '2024-02-29', '0001-01-01',
] as const;
const ODDITIES = [null, [7], [7, 'Moscow', '2026-03-01', [true]], { seats: 7 }, '2026-02-30', '2026-13-01', '0000-01-01', '2026-03-01T25:00Z', '12:00'] as const;
const DAY = 86_400_000;

export function randomContact(random: Random, id: string): ContactFacts {
  return {
    id,
    email: random.chance(0.9) ? `${random.pick(['ann', 'Bob', 'c_d', 'c%d', 'sales', 'info+spring'])}@${random.pick(['example.com', 'example.com', 'gmail.com', 'mailinator.com'])}` : null,
    language: random.chance(0.8) ? random.pick(LANGUAGES) : null,
    createdAt: random.chance(0.5) ? new Date(NOW.getTime() - random.below(60) * DAY) : new Date('2026-03-01T00:00:00.000Z'),
    consents: { advertising: random.pick([true, false, null]), personal_data: random.pick([true, false, null]), tracking: random.pick([true, false, null]) },
    attributes: randomAttributes(random),
    account: random.chance(0.8) ? randomAccount(random) : null,
    behaviours: random.times(random.below(6), () => randomBehaviour(random)),
    segments: SEGMENTS.filter(() => random.chance(0.4)),
  };
}

function randomAccount(random: Random): AccountFacts {
  return {
    tier: random.chance(0.8) ? random.pick(TIERS) : null,
    name: random.chance(0.8) ? random.pick(TEXTS) : null,
    attributes: { ...randomAttributes(random), employees: random.pick<unknown>([7, 0, '1-10', '6 – 9', '51-200', '10001+', '7', 'many', null]) },
  };
}

function randomAttributes(random: Random): Record<string, unknown> {
  const names = ATTRIBUTES.filter(() => random.chance(0.7));
  // Object.fromEntries defines "__proto__" as a plain key, as JSON does.
  return Object.fromEntries(names.map((name) => [name, randomValue(random)]));
}

function randomValue(random: Random): unknown {
  const values: readonly unknown[] = random.pick([TEXTS, NUMBERS, DATES, ODDITIES, [true, false]]);
  return random.pick(values.map((value) => ({ value }))).value;
}

function randomBehaviour(random: Random): BehaviourFact {
  return {
    type: random.pick(BEHAVIOURS),
    // Some lie in the future: a window ends now.
    occurredAt: new Date(NOW.getTime() + (3 - random.below(40)) * DAY),
    campaignId: random.chance(0.5) ? random.pick(CAMPAIGNS) : null,
    value: random.pick([null, 0, 5, -2.5, 100]),
  };
}
