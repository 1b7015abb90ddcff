import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@widecast/testing';
import { Client } from 'pg';
import { compileRules, type CompileOptions, type ContactFacts, evaluateRule, leavesOf, parseRule, type Rule } from '../src/index.ts';
import { fillTables, foldBefore, idOf } from './database.ts';
import { NOW, randomContact } from './random-contact.ts';
import { randomRule } from './random-rule.ts';
import { Random } from './random.ts';

const CONTACTS = 250;
const RULES = 400;
const TOGETHER = 20;
/** Days. */
const KEPT = 10;
const DAY = 86_400_000;

/** Behaviour without a window, and none in a window that began before what is kept. */
function looksFarBack(rule: Rule): boolean {
  const deeds = [...leavesOf(rule)].filter((leaf) => 'behaviour' in leaf);
  return deeds.some(({ within }) => within === undefined) && deeds.every(({ within }) => within === undefined || within.days < KEPT);
}

describe('a compiled rule on PostgreSQL', () => {
  const random = new Random(20_260_331);
  const contacts: readonly ContactFacts[] = random.times(CONTACTS, (index) => randomContact(random, idOf(index)));
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let client: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
    // A zone that is not UTC and changes its clock within the data: an answer that depends on it would show.
    await client.query(`SET timezone = 'America/New_York'`);
    await fillTables(client, contacts);
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  async function answersOfAll(rules: readonly Rule[], ways: CompileOptions): Promise<(boolean | null)[][]> {
    const { joins, conditions, parameters } = compileRules(rules, { firstParameter: 2, clock: '$1::timestamptz', ...ways });
    const { rows } = await client.query<{ answers: (boolean | null)[] }>(
      `SELECT ARRAY[${conditions.join(', ')}] AS answers, $1::timestamptz FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id ${joins} ORDER BY c.id`,
      [NOW, ...parameters],
    );
    return rules.map((_, index) => rows.map(({ answers }) => answers[index] ?? null));
  }
  const answersOf = async (rule: Rule): Promise<(boolean | null)[]> => (await answersOfAll([rule], {}))[0] ?? [];

  it.each([
    {}, { reach: 'all' }, { attributes: 'once' }, { attributes: 'cheapest', reach: 'all' },
  ] as const)('answers for every contact as the evaluator does, for many rules at once, and never NULL (%j)', async (ways) => {
    let met = 0;
    for (let round = 0; round < RULES / TOGETHER; round += 1) {
      const rules = random.times(TOGETHER, () => parseRule(randomRule(random)));

      const answers = await answersOfAll(rules, ways);

      for (const [index, rule] of rules.entries()) {
        const expected = contacts.map((contact) => evaluateRule(rule, contact, NOW));
        expect({ rule, answers: answers[index] }).toEqual({ rule, answers: expected });
        met += expected.filter(Boolean).length;
      }
    }

    // Rules that nobody or everybody met would prove nothing.
    expect(met / (RULES * CONTACTS)).toBeGreaterThan(0.2);
    expect(met / (RULES * CONTACTS)).toBeLessThan(0.8);
  });

  it.each([{}, { reach: 'all' }] as const)('answers the same where totals are kept of old events, instead of them (%j)', async (ways) => {
    const rules = random.times(RULES, () => parseRule(randomRule(random))).filter((rule) => looksFarBack(rule)).slice(0, 2 * TOGETHER);

    await client.query('BEGIN');
    await foldBefore(client, new Date(NOW.getTime() - KEPT * DAY));
    const answers = await answersOfAll(rules, ways);
    await client.query('ROLLBACK');

    expect(rules).toHaveLength(2 * TOGETHER);
    for (const [index, rule] of rules.entries()) expect({ rule, answers: answers[index] }).toEqual({ rule, answers: contacts.map((contact) => evaluateRule(rule, contact, NOW)) });
  });

  it('meets a missing value with neq and not, never with eq', async () => {
    const missing = { field: 'attributes.nowhere', value: 1 } as const;

    expect(new Set(await answersOf({ ...missing, op: 'eq' }))).toEqual(new Set([false]));
    expect(new Set(await answersOf({ ...missing, op: 'neq' }))).toEqual(new Set([true]));
    expect(new Set(await answersOf({ not: { ...missing, op: 'gt' } }))).toEqual(new Set([true]));
  });

  it('looks at the first two thousand characters of an attribute, and at its end', async () => {
    await client.query(`UPDATE contacts SET attributes = attributes || jsonb_build_object('notes', repeat('Ä', 1998) || 'Needle' || repeat('z', 60000) || 'End')`);
    const answers: unknown[] = [];
    for (const attributes of ['each', 'once'] as const) {
      for (const [op, value] of [['contains', 'äNE'], ['contains', 'need'], ['startsWith', 'ÄÄ'], ['endsWith', 'zend'], ['eq', 'x'], ['gt', 'A']] as const) {
        answers.push((await answersOfAll([{ field: 'attributes.notes', op, value }], { attributes }))[0]?.[0]);
      }
    }

    expect(answers).toEqual([true, false, true, true, false, true, true, false, true, true, false, true]);
    expect(['äNE', 'need'].map((value) => evaluateRule({ field: 'attributes.notes', op: 'contains', value }, { ...(contacts[0] as ContactFacts), attributes: { notes: `${'Ä'.repeat(1998)}Needle` } }, NOW))).toEqual([true, false]);
  });

  it('compiles the largest rule that may be', async () => {
    const leaf = { field: 'attributes.city', op: 'in', value: Array.from({ length: 1000 }, (_, index) => `v${index}`) };
    const rule = parseRule({ any: Array.from({ length: 199 }, () => leaf) });

    expect(new Set(await answersOf(rule))).toEqual(new Set([false]));
  });
});
