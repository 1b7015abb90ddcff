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
    await this.createDuplicates(runner);
  }

  private async createDuplicates(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account_duplicates (
        id         uuid        PRIMARY KEY,
        one        uuid        NOT NULL,
        other      uuid        NOT NULL CHECK (one < other),
        score      float8      NOT NULL,
        reasons    jsonb       NOT NULL,
        search     bigint      NOT NULL,
        dismissed  boolean     NOT NULL DEFAULT false,
        person     text,
        note       text,
        decided_at timestamptz,
        found_at   timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT account_duplicates_pair UNIQUE (one, other)
      )
    `);
    await runner.query('CREATE INDEX account_duplicates_open ON account_duplicates (score DESC, id) WHERE NOT dismissed');
    await runner.query(`
      CREATE TABLE duplicate_search (
        one         boolean     PRIMARY KEY DEFAULT true CHECK (one),
        number      bigint      NOT NULL,
        phase       text,
        after       jsonb,
        accounts    int         NOT NULL DEFAULT 0,
        compared    int         NOT NULL DEFAULT 0,
        started_at  timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz
      )
    `);
    await runner.query(`COMMENT ON COLUMN duplicate_search.after IS 'where the phase goes on'`);
    // Filled anew by each search. Names are compared with their neighbours in each of three orders.
    await runner.query(`
      CREATE TABLE duplicate_names (
        account_id uuid NOT NULL,
        name       text COLLATE "C" NOT NULL,
        mirror     text COLLATE "C" NOT NULL,
        words      text COLLATE "C" NOT NULL,
        place      text COLLATE "C" NOT NULL
      )
    `);
    for (const order of ['name', 'mirror', 'words']) await runner.query(`CREATE INDEX duplicate_names_${order} ON duplicate_names (${order}, place, account_id)`);
    await runner.query('CREATE TABLE duplicate_namesakes (words text COLLATE "C" PRIMARY KEY, accounts int NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE duplicate_namesakes, duplicate_names, duplicate_search, account_duplicates, account_merges');
    await runner.query('ALTER TABLE contacts DROP COLUMN came_to');
    await runner.query('ALTER TABLE accounts DROP COLUMN told, DROP COLUMN merged_into');
  }
}
