import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAddressBook1764100000001 implements MigrationInterface {
  readonly name = 'CreateAddressBook1764100000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contacts (
        contact_id uuid        PRIMARY KEY,
        email      text,
        tier       text,
        version    bigint      NOT NULL,
        learned_at timestamptz NOT NULL DEFAULT now()
      )
    `);
    // Not unique: while contacts exchange addresses, news of the one may come before news of the other.
    await runner.query('CREATE INDEX contacts_email ON contacts (email) WHERE email IS NOT NULL');
    await runner.query(`
      CREATE TABLE requesters (
        email           text        PRIMARY KEY,
        id              uuid        NOT NULL CONSTRAINT requesters_id UNIQUE,
        acknowledged_at timestamptz
      )
    `);
    await runner.query(`
      CREATE TABLE holds (
        contact_id      uuid        PRIMARY KEY,
        open_complaints int         NOT NULL DEFAULT 0,
        version         int         NOT NULL DEFAULT 0,
        cooling_until   timestamptz,
        changed_at      timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query(`
      CREATE TABLE upper_accounts (
        account_id uuid   PRIMARY KEY,
        version    bigint NOT NULL
      )
    `);
    await runner.query(`
      CREATE TABLE upper_domains (
        domain     text NOT NULL,
        account_id uuid NOT NULL REFERENCES upper_accounts (account_id) ON DELETE CASCADE,
        tier       text NOT NULL,
        PRIMARY KEY (domain, account_id)
      )
    `);
    await runner.query('CREATE INDEX upper_domains_account ON upper_domains (account_id)');
    await runner.query('CREATE INDEX holds_cooling ON holds (cooling_until) WHERE cooling_until IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE upper_domains, upper_accounts, holds, requesters, contacts');
  }
}
