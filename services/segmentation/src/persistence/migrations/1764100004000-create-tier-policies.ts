import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which policies accounts are and were judged, and what was done with those that are handed over. */
export class CreateTierPolicies1764100004000 implements MigrationInterface {
  readonly name = 'CreateTierPolicies1764100004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tier_policies (
        version        text        PRIMARY KEY,
        policy         jsonb       NOT NULL,
        created_at     timestamptz NOT NULL DEFAULT now(),
        chosen         boolean     NOT NULL DEFAULT false,
        chosen_at      timestamptz,
        rolled_after   uuid,
        rolled_out     int         NOT NULL DEFAULT 0,
        moved          int         NOT NULL DEFAULT 0
      )
    `);
    await runner.query('CREATE UNIQUE INDEX tier_policies_chosen ON tier_policies (chosen) WHERE chosen');
    await runner.query(`COMMENT ON COLUMN tier_policies.rolled_after IS 'accounts above this id are still judged by another policy, or were when the next one was chosen; NULL: none is'`);
    await runner.query(`
      CREATE TABLE past_verdicts (
        account_id     uuid        NOT NULL,
        version        bigint      NOT NULL,
        tier           text        NOT NULL,
        confidence     float8      NOT NULL,
        upper          float8      NOT NULL,
        mass_treatment boolean     NOT NULL,
        evidence       json        NOT NULL,
        policy_version text        NOT NULL,
        judged_at      timestamptz NOT NULL,
        PRIMARY KEY (account_id, version)
      )
    `);
    await runner.query(`
      CREATE TABLE hand_offs (
        account_id uuid        PRIMARY KEY,
        state      text        NOT NULL,
        since      timestamptz NOT NULL DEFAULT now(),
        until      timestamptz,
        person     text,
        note       text,
        decided_at timestamptz
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE hand_offs, past_verdicts, tier_policies');
  }
}
