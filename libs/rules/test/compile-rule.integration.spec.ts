import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase } from '@widecast/testing';
import { Client } from 'pg';
import { compileRule, type ContactFacts, evaluateRule, parseRule, type Rule } from '../src/index.ts';
import { fillTables } from './database.ts';
import { NOW, randomContact } from './random-contact.ts';
import { randomRule } from './random-rule.ts';
import { Random } from './random.ts';

const CONTACTS = 250;
const RULES = 800;

describe('a compiled rule on PostgreSQL', () => {
  const random = new Random(20_260_331);
  const contacts: readonly ContactFacts[] = random.times(CONTACTS, () => randomContact(random));
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

  async function answersOf(rule: Rule): Promise<(boolean | null)[]> {
    const { sql, parameters } = compileRule(rule, { firstParameter: 2, clock: '$1::timestamptz' });
    const { rows } = await client.query<{ answer: boolean | null }>(
      `SELECT ${sql} AS answer, $1::timestamptz FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id ORDER BY c.id`,
      [NOW, ...parameters],
    );
    return rows.map(({ answer }) => answer);
  }

  it('answers for every contact as the evaluator does, and never NULL', async () => {
    let met = 0;
    for (let index = 0; index < RULES; index += 1) {
      const rule = parseRule(randomRule(random));
      const expected = contacts.map((contact) => evaluateRule(rule, contact, NOW));

      expect({ rule, answers: await answersOf(rule) }).toEqual({ rule, answers: expected });
      met += expected.filter(Boolean).length;
    }

    // Rules that nobody or everybody met would prove nothing.
    expect(met / (RULES * CONTACTS)).toBeGreaterThan(0.2);
    expect(met / (RULES * CONTACTS)).toBeLessThan(0.8);
  });

  it('meets a missing value with neq and not, never with eq', async () => {
    const missing = { field: 'attributes.nowhere', value: 1 } as const;

    expect(new Set(await answersOf({ ...missing, op: 'eq' }))).toEqual(new Set([false]));
    expect(new Set(await answersOf({ ...missing, op: 'neq' }))).toEqual(new Set([true]));
    expect(new Set(await answersOf({ not: { ...missing, op: 'gt' } }))).toEqual(new Set([true]));
  });

  it('compiles the largest rule that may be', async () => {
    const leaf = { field: 'attributes.city', op: 'in', value: Array.from({ length: 1000 }, (_, index) => `v${index}`) };
    const rule = parseRule({ any: Array.from({ length: 199 }, () => leaf) });

    expect(new Set(await answersOf(rule))).toEqual(new Set([false]));
  });
});
