import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts that a person merged into others, and pairs that may be one account. */
export class CreateAccountMerges1764100012000 implements MigrationInterface {
  readonly name = 'CreateAccountMerges1764100012000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE accounts ADD COLUMN merged_into uuid, ADD COLUMN told jsonb');
    await runner.query(`COMMENT ON COLUMN accounts.merged_into IS 'the account that holds its contacts, itself merged into none'`);
    await runner.query(`COMMENT ON COLUMN accounts.told IS 'name and attributes that were told under its own key, where those of merged accounts fill them up; NULL: those that it has'`);
    await runner.query('CREATE INDEX accounts_merged ON accounts (merged_into) WHERE merged_into IS NOT NULL');
    await runner.query('ALTER TABLE contacts ADD COLUMN came_to uuid');
    await runner.query(`COMMENT ON COLUMN contacts.came_to IS 'the account whose contact it is by what was told, where that one is merged into account_id; NULL: account_id'`);
    await runner.query('CREATE INDEX contacts_came_to ON contacts (came_to) WHERE came_to IS NOT NULL');
    await runner.query(`
      CREATE TABLE account_merges (
        account_id uuid        PRIMARY KEY,
        n          bigint      GENERATED ALWAYS AS IDENTITY,
        into_id    uuid        NOT NULL,
        self       jsonb       NOT NULL,
        whole      jsonb       NOT NULL,
        decision   jsonb,
        person     text        NOT NULL,
        note       text,
        at         timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query(`COMMENT ON COLUMN account_merges.self IS 'the verdict that the account had by itself before, and by whom it was led: {own, leading}'`);
    await runner.query(`COMMENT ON COLUMN account_merges.whole IS 'the same of the account that it was merged into'`);
    await runner.query(`COMMENT ON COLUMN account_merges.decision IS 'what a person had decided on its hand-off'`);
    await runner.query('CREATE INDEX account_merges_into ON account_merges (into_id, n)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE account_merges');
    await runner.query('ALTER TABLE contacts DROP COLUMN came_to');
    await runner.query('ALTER TABLE accounts DROP COLUMN told, DROP COLUMN merged_into');
  }
}
