import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Deliveries of campaigns that are over, up to a thousand a row, in the order of their numbers: who, when, and what became of
 * it as a number in `outcomes`, for few outcomes differ. Some forty bytes a delivery instead of some three hundred.
 */
export class CreateLedgerArchives1764200000011 implements MigrationInterface {
  readonly name = 'CreateLedgerArchives1764200000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ledger_archives (
        source_id  uuid       NOT NULL,
        first_seq  int        NOT NULL,
        deliveries int        NOT NULL,
        contacts   uuid[]     NOT NULL,
        codes      smallint[] NOT NULL,
        settled    int[]      NOT NULL,
        emails     text       NOT NULL,
        outcomes   jsonb      NOT NULL,
        PRIMARY KEY (source_id, first_seq)
      )
    `);
    await runner.query('CREATE TABLE ledger_compactions (campaign_id uuid PRIMARY KEY, asked_at timestamptz, done_at timestamptz)');
    await runner.query(`
      CREATE VIEW archived_deliveries AS
      SELECT a.source_id, a.first_seq, (a.first_seq + u.n - 1)::int AS seq, coalesce(o.outcome->>'step', '') AS step, u.contact_id, coalesce(u.email, '') AS email,
             o.outcome->>'arm' AS arm, (o.outcome->>'template_id')::uuid AS template_id, (o.outcome->>'promotion')::boolean AS promotion, o.outcome->>'state' AS state,
             o.outcome->>'reason' AS reason, (o.outcome->>'attempt')::smallint AS attempt, (o.outcome->>'version')::int AS version, o.outcome->>'mark' AS mark,
             to_timestamp(u.settled) AS updated_at
      FROM ledger_archives a
      CROSS JOIN LATERAL unnest(a.contacts, a.codes, a.settled, string_to_array(a.emails, E'\\n')) WITH ORDINALITY AS u (contact_id, code, settled, email, n)
      CROSS JOIN LATERAL (SELECT a.outcomes->(u.code - 1) AS outcome) o
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW archived_deliveries');
    await runner.query('DROP TABLE ledger_compactions, ledger_archives');
  }
}
