import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Consents that wait for their confirmation; erasures of persons, and the addresses that are never taken again; what stays of behaviour that was let go. */
export class CreatePrivacy1764100008000 implements MigrationInterface {
  readonly name = 'CreatePrivacy1764100008000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE consent_requests (
        id           uuid        PRIMARY KEY,
        contact_id   uuid        NOT NULL,
        purpose      text        NOT NULL,
        wording      text,
        source       text        NOT NULL,
        template_id  uuid        NOT NULL,
        actor        text        NOT NULL,
        asked_at     timestamptz NOT NULL DEFAULT now(),
        expires_at   timestamptz NOT NULL,
        remind_at    timestamptz,
        reminded_at  timestamptz,
        confirmed_at timestamptz
      )
    `);
    await runner.query('CREATE INDEX consent_requests_unconfirmed ON consent_requests (expires_at) WHERE confirmed_at IS NULL');
    await runner.query('CREATE INDEX consent_requests_of_contact ON consent_requests (contact_id)');
    await runner.query('CREATE INDEX consent_requests_to_remind ON consent_requests (remind_at) WHERE reminded_at IS NULL AND confirmed_at IS NULL AND remind_at IS NOT NULL');
    await runner.query(`
      CREATE TABLE erasures (
        id           uuid        PRIMARY KEY,
        contact_id   uuid        NOT NULL CONSTRAINT erasures_contact UNIQUE,
        version      bigint      NOT NULL,
        email        text,
        actor        text        NOT NULL,
        reason       text,
        asked_at     timestamptz NOT NULL DEFAULT now(),
        again_at     timestamptz,
        done_at      timestamptz
      )
    `);
    await runner.query('CREATE INDEX erasures_again ON erasures (again_at) WHERE again_at IS NOT NULL');
    await runner.query('CREATE INDEX erasures_open ON erasures (asked_at) WHERE done_at IS NULL');
    await runner.query(`COMMENT ON COLUMN erasures.email IS 'until all services have confirmed'`);
    await runner.query(`COMMENT ON COLUMN erasures.again_at IS 'when the services are asked again: while not all have confirmed, and later for what came late'`);
    await runner.query(`
      CREATE TABLE erasure_confirmations (
        erasure_id   uuid        NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
        service      text        NOT NULL,
        removed      jsonb       NOT NULL,
        confirmed_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (erasure_id, service)
      )
    `);
    // Of each type, up to when events were let go.
    await runner.query('CREATE TABLE forgotten_behaviour (type text PRIMARY KEY, until timestamptz NOT NULL)');
    await runner.query(`
      CREATE TABLE kept_totals (
        type        text        NOT NULL,
        campaign_id uuid,
        asked_at    timestamptz NOT NULL DEFAULT now(),
        dropping    boolean     NOT NULL DEFAULT false,
        CONSTRAINT kept_totals_key UNIQUE NULLS NOT DISTINCT (type, campaign_id)
      )
    `);
    await runner.query(`COMMENT ON TABLE kept_totals IS 'what behaviour_totals tells of all events that were let go: those of a type, or those of a campaign alone'`);
    await runner.query(`COMMENT ON COLUMN kept_totals.asked_at IS 'when a rule without a window was last seen to need it'`);
    await runner.query(`
      CREATE TABLE behaviour_totals (
        contact_id  uuid        NOT NULL,
        type        text        NOT NULL,
        campaign_id uuid,
        times       bigint      NOT NULL,
        value       numeric,
        first_at    timestamptz NOT NULL,
        last_at     timestamptz NOT NULL,
        CONSTRAINT behaviour_totals_key UNIQUE NULLS NOT DISTINCT (contact_id, type, campaign_id)
      )
    `);
    await runner.query('CREATE INDEX behaviour_totals_of_type ON behaviour_totals (type, campaign_id)');
    // Without time or contact: nothing says whose it was.
    await runner.query('CREATE TABLE erased_addresses (hash bytea PRIMARY KEY, person bytea NOT NULL)');
    await runner.query('CREATE INDEX erased_addresses_of_ids ON erased_addresses (person) WHERE hash <> person');
    await runner.query(`COMMENT ON COLUMN erased_addresses.person IS 'the hash of his address; the other one is that of his external id'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE erased_addresses, behaviour_totals, kept_totals, forgotten_behaviour, erasure_confirmations, erasures, consent_requests');
  }
}
