import type { Transaction } from '@widecast/database';
import { compileRules, type Rule } from '@widecast/rules';
import type { TestService } from '@widecast/testing';

/** Keeps all events of behaviour that are ever taken, each once, whatever the service lets go. */
export async function noteTaken({ database }: TestService): Promise<void> {
  await database.query('CREATE TABLE taken_events (LIKE behaviour_events, PRIMARY KEY (contact_id, event_id))');
  await database.query('CREATE TABLE no_totals (LIKE behaviour_totals)');
  await database.query(`CREATE FUNCTION note_taken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO taken_events VALUES (NEW.*) ON CONFLICT DO NOTHING; RETURN NULL; END $$`);
  await database.query('CREATE TRIGGER note_taken AFTER INSERT ON behaviour_events FOR EACH ROW EXECUTE FUNCTION note_taken()');
}

/** Who meets a rule by all that was ever taken. */
export async function recount({ database }: TestService, rule: Rule): Promise<string[]> {
  const { joins, conditions, parameters } = compileRules([rule], { reach: 'all' });
  const ofTaken = joins.replaceAll('behaviour_events', 'taken_events').replaceAll('behaviour_totals', 'no_totals');
  const rows = await database.query<{ id: string }>(`SELECT c.id FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id ${ofTaken} WHERE ${conditions.join()} ORDER BY c.id`, parameters);
  return rows.map(({ id }) => id);
}

/** Behaviour, what is known of it, and the last turn of the clock. */
export async function olderByADay(tx: Transaction): Promise<void> {
  for (const table of ['behaviour_events', 'taken_events']) await tx.query(`UPDATE ${table} SET occurred_at = occurred_at - interval '1 day'`);
  await tx.query(`UPDATE behaviour_totals SET first_at = first_at - interval '1 day', last_at = last_at - interval '1 day'`);
  await tx.query(`UPDATE forgotten_behaviour SET until = until - interval '1 day'`);
  await tx.query(`UPDATE kept_totals SET asked_at = asked_at - interval '1 day'`);
  await tx.query(`UPDATE segments SET clock_at = clock_at - interval '1 day'`);
}
