import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What makes one company of several accounts. */
export class CreateAccountLinks1764100005000 implements MigrationInterface {
  readonly name = 'CreateAccountLinks1764100005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account_links (
        account_id uuid NOT NULL,
        value      text NOT NULL,
        kind       text NOT NULL,
        PRIMARY KEY (account_id, value)
      )
    `);
    await runner.query('CREATE INDEX account_links_value ON account_links (value, account_id)');
    await runner.query(`COMMENT ON COLUMN account_links.value IS 'a tax id (tax:…), or the key of another account: a mail domain or a parent'`);
    await runner.query(`
      CREATE TABLE account_parents (
        account_id uuid        PRIMARY KEY,
        parent_key text,
        person     text        NOT NULL,
        at         timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query(`COMMENT ON TABLE account_parents IS 'what people said of parents, which stands above what lists tell; NULL: it has none'`);
    await runner.query(`
      CREATE TABLE accounts_to_join (
        id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account_ids uuid[] NOT NULL
      )
    `);
    // Random ids cannot be compressed, and to try costs as much as to write them.
    await runner.query('ALTER TABLE accounts_to_join ALTER account_ids SET STORAGE EXTERNAL');
    await runner.query(`COMMENT ON TABLE accounts_to_join IS 'accounts that are new, or have another verdict or another link; a row for each batch'`);
    await runner.query('CREATE TABLE crossed_domains (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, domains text[] NOT NULL, after uuid)');
    await runner.query(`COMMENT ON TABLE crossed_domains IS 'of companies that became large or small: people there who stand in other accounts are still to be told of'`);
    await runner.query(`COMMENT ON COLUMN crossed_domains.after IS 'contacts above this id are still to be looked at; NULL: nobody began'`);
    await runner.query('ALTER TABLE accounts ADD COLUMN own jsonb, ADD COLUMN led_by jsonb');
    await runner.query(`COMMENT ON COLUMN accounts.own IS 'the verdict on the account by itself; NULL: the one that it has'`);
    await runner.query(`COMMENT ON COLUMN accounts.led_by IS 'the largest of those that it is one company with, where that is larger or less surely small'`);
    await runner.query('CREATE INDEX accounts_led ON accounts (id) WHERE led_by IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE accounts DROP COLUMN own, DROP COLUMN led_by');
    await runner.query('DROP TABLE crossed_domains, accounts_to_join, account_parents, account_links');
  }
}
