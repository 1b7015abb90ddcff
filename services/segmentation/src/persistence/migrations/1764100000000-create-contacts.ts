import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Companies, the people in them, what they agreed to and what they did. */
export class CreateContacts1764100000000 implements MigrationInterface {
  readonly name = 'CreateContacts1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE accounts (
        id             uuid        PRIMARY KEY,
        key            text        NOT NULL CONSTRAINT accounts_key UNIQUE,
        name           text,
        attributes     jsonb       NOT NULL DEFAULT '{}',
        tier           text        NOT NULL DEFAULT 'UNKNOWN',
        confidence     float8      NOT NULL DEFAULT 0,
        evidence       json        NOT NULL DEFAULT '[]',
        upper          float8      NOT NULL DEFAULT 0,
        mass_treatment boolean     NOT NULL DEFAULT true,
        person_tier    text,
        person_word    text,
        policy_version text        NOT NULL,
        judged_at      timestamptz NOT NULL DEFAULT now(),
        handed_off     boolean     NOT NULL DEFAULT false,
        handed_off_at  timestamptz,
        version        bigint      NOT NULL DEFAULT 1,
        facts          int         NOT NULL DEFAULT 1,
        contacts_after uuid,
        mail_domain    text,
        created_at     timestamptz NOT NULL DEFAULT now()
      )
    `);
    await runner.query('CREATE INDEX accounts_tier ON accounts (tier, id)');
    await runner.query('CREATE INDEX accounts_to_follow ON accounts (id) WHERE contacts_after IS NOT NULL');
    await runner.query(`COMMENT ON COLUMN accounts.evidence IS 'only shown as it is: jsonb would be three times as costly to write'`);
    await runner.query(`COMMENT ON COLUMN accounts.facts IS 'grows with every change of name or attributes'`);
    await runner.query(`COMMENT ON COLUMN accounts.person_word IS 'who gave the account the tier of a person, and why'`);
    await runner.query(`COMMENT ON COLUMN accounts.mail_domain IS 'the corporate domain that most of its people have, or had when somebody last had one; NULL: none had, or it is the key'`);
    await runner.query(`COMMENT ON COLUMN accounts.contacts_after IS 'contacts above this id wait for the change of the account; NULL: none does'`);
    await runner.query(`
      CREATE TABLE contacts (
        id                  uuid        PRIMARY KEY,
        email               text        CONSTRAINT contacts_email UNIQUE,
        external_id         text,
        name                text,
        language            text,
        account_id          uuid,
        attributes          jsonb       NOT NULL DEFAULT '{}',
        advertising_consent boolean,
        personal_data_consent boolean,
        tracking_consent    boolean,
        version             bigint      NOT NULL DEFAULT 1,
        told                uuid,
        told_version        bigint      NOT NULL DEFAULT 1,
        told_facts          int,
        created_at          timestamptz NOT NULL DEFAULT now(),
        changed_at          timestamptz NOT NULL DEFAULT now()
      ) WITH (fillfactor = 90)
    `);
    await runner.query('CREATE UNIQUE INDEX contacts_external_id ON contacts (external_id) WHERE external_id IS NOT NULL');
    // A sixteenth of the contacts, by the random end of their ids: what counts are estimated from.
    await runner.query('CREATE INDEX contacts_sample ON contacts (get_byte(uuid_send(id), 14)) WHERE get_byte(uuid_send(id), 15) < 16');
    await runner.query('CREATE INDEX contacts_account ON contacts (account_id) WHERE account_id IS NOT NULL');
    // No foreign key: no account is ever deleted, and the check of each row would be a quarter of an import's time.
    await runner.query(
      `COMMENT ON COLUMN contacts.told IS 'digest of the row of a list that was applied last; the same row changes nothing as long as the versions of contact and account are those'`,
    );
    await runner.query(`COMMENT ON COLUMN contacts.advertising_consent IS 'as the others: the newest of the consents to it; NULL: never asked, false: withdrawn'`);
    await runner.query(`
      CREATE TABLE consents (
        contact_id  uuid        NOT NULL,
        id          bigint      GENERATED ALWAYS AS IDENTITY,
        purpose     text        NOT NULL,
        granted     boolean     NOT NULL,
        source      text        NOT NULL,
        proof       text,
        channel     text,
        wording     text,
        actor       text,
        recorded_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (contact_id, id)
      )
    `);
    // The key holds all that rules ask of an event: those of a contact lie on as many pages of the table as there are, and to look at each was most of the work of judging him.
    await runner.query(`
      CREATE TABLE behaviour_events (
        contact_id  uuid        NOT NULL,
        event_id    text        NOT NULL,
        type        text        NOT NULL,
        occurred_at timestamptz NOT NULL,
        value       numeric,
        campaign_id uuid,
        PRIMARY KEY (contact_id, event_id) INCLUDE (type, occurred_at, value, campaign_id)
      )
    `);
    // Finds what leaves a time window between two turns of the clock, and who did something lately, without a look at the rows.
    await runner.query('CREATE INDEX behaviour_events_in_time ON behaviour_events (type, occurred_at) INCLUDE (contact_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE behaviour_events, consents, contacts, accounts');
  }
}
