import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counted first: the source is looked for once for each state, not for each row. */
const changes = (rows: string): string => `
  INSERT INTO ledger_changes (source_id, state, n)
  SELECT c.source_id, c.state, c.n FROM (SELECT r.source_id, r.state, sum(r.n) AS n FROM (${rows}) r GROUP BY r.source_id, r.state HAVING sum(r.n) <> 0 OFFSET 0) c
  WHERE EXISTS (SELECT FROM sources s WHERE s.id = c.source_id AND s.kind = 'campaign');`;

const counting = (name: string, rows: string): string => `
  CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
  BEGIN ${changes(rows)} RETURN NULL; END $$`;

/** What claims hold is `pending` in its row. */
const STATES = `
  SELECT state, sum(n)::int AS n FROM (
    SELECT state, n FROM ledger_counts WHERE source_id = c.id UNION ALL SELECT state, n FROM ledger_changes WHERE source_id = c.id
    UNION ALL SELECT moved.state, moved.n FROM (
      SELECT coalesce(sum(upper(r) - lower(r)), 0) AS held FROM claims, unnest(seqs) AS r WHERE source_id = c.id
    ) h, (
      SELECT coalesce(sum(upper(r) - lower(r)), 0) AS begun FROM claims, unnest(sending) AS r WHERE source_id = c.id
    ) b, LATERAL (VALUES ('pending', -held), ('claimed', held - begun), ('sending', begun)) AS moved (state, n)
  ) noted GROUP BY state HAVING sum(n) <> 0`;

/**
 * How many deliveries of a campaign are in each state, kept by the database itself: whatever statement changes deliveries,
 * a trigger notes what it has changed, in the same transaction. Notes are only appended, so that no two transactions wait
 * for each other; the upkeep adds them up.
 */
export class CreateLedgerCounts1764200000010 implements MigrationInterface {
  readonly name = 'CreateLedgerCounts1764200000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE ledger_counts (source_id uuid, state text, n int NOT NULL, PRIMARY KEY (source_id, state)) WITH (fillfactor = 50)');
    await runner.query('CREATE TABLE ledger_changes (source_id uuid NOT NULL, state text NOT NULL, n int NOT NULL)');
    await runner.query(counting('count_entered', 'SELECT source_id, state, 1 AS n FROM new_rows'));
    await runner.query(counting('count_changed', 'SELECT source_id, state, 1 AS n FROM new_rows UNION ALL SELECT source_id, state, -1 FROM old_rows'));
    await runner.query('CREATE TRIGGER deliveries_entered AFTER INSERT ON deliveries REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION count_entered()');
    await runner.query(
      'CREATE TRIGGER deliveries_changed AFTER UPDATE ON deliveries REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION count_changed()');
    await this.createBalances(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW ledger_balances');
    await runner.query('DROP TRIGGER deliveries_entered ON deliveries; DROP TRIGGER deliveries_changed ON deliveries; DROP FUNCTION count_entered, count_changed');
    await runner.query('DROP TABLE ledger_changes, ledger_counts');
  }

  /** A row per campaign: the states must add up to what was entered, to what the chunks have promised, and in the end to the frozen audience. */
  private async createBalances(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW ledger_balances AS
      SELECT b.*, greatest(abs(total - entered), abs(total - promised), CASE WHEN awaited < 0 OR (arrived >= chunks AND awaited > 0) THEN abs(awaited) ELSE 0 END) AS imbalance
      FROM (
        SELECT c.id AS campaign_id, c.state AS campaign_state, coalesce(c.audience, t.total) AS audience, c.chunks, a.arrived, a.promised,
               coalesce(c.audience, a.promised) - a.promised AS awaited, coalesce(s.next_seq, 0) AS entered, t.total, t.states
        FROM campaigns c LEFT JOIN sources s ON s.id = c.id
        CROSS JOIN LATERAL (SELECT count(*)::int AS arrived, coalesce(sum(recipients), 0)::int AS promised FROM audience_chunks WHERE campaign_id = c.id) a
        CROSS JOIN LATERAL (SELECT coalesce(sum(n), 0)::int AS total, coalesce(jsonb_object_agg(state, n), '{}') AS states FROM (${STATES}) g) t
      ) b`);
  }
}
