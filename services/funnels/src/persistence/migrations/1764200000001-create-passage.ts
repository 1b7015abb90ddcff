import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contacts in funnels, and what is known of contacts that funnels depend on. */
export class CreatePassage1764200000001 implements MigrationInterface {
  readonly name = 'CreatePassage1764200000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE funnel_contacts (
        contact_id uuid        NOT NULL,
        funnel_id  uuid        NOT NULL,
        version    int         NOT NULL,
        step       text        NOT NULL,
        state      text        NOT NULL CONSTRAINT funnel_contacts_state CHECK (state IN ('active', 'goal', 'exited', 'completed')),
        reason     text,
        due_at     timestamptz,
        revision   int         NOT NULL,
        entered_at timestamptz NOT NULL,
        moved_at   timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (contact_id, funnel_id)
      )
    `);
    await runner.query(`CREATE INDEX funnel_contacts_due ON funnel_contacts (funnel_id, due_at) WHERE state = 'active'`);
    await runner.query('CREATE INDEX funnel_contacts_of_funnel ON funnel_contacts (funnel_id, contact_id)');
    await createMessages(runner);
    await createFacts(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE funnel_refusals, contact_facts, kept_segments, heard_segments, segment_members, funnel_behaviours, funnel_messages, funnel_contacts');
  }
}

async function createMessages(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE funnel_messages (
      contact_id uuid        NOT NULL,
      funnel_id  uuid        NOT NULL,
      step       text        NOT NULL,
      version    int         NOT NULL,
      state      text        NOT NULL,
      reason     text,
      at         timestamptz NOT NULL,
      PRIMARY KEY (contact_id, funnel_id, step)
    )
  `);
  await runner.query('CREATE INDEX funnel_messages_of_funnel ON funnel_messages (funnel_id)');
}

/** What is known of contacts, whether or not they are in a funnel. */
async function createFacts(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE funnel_behaviours (
      contact_id uuid        NOT NULL,
      type       text        NOT NULL,
      last_at    timestamptz NOT NULL,
      PRIMARY KEY (contact_id, type)
    ) WITH (fillfactor = 80)
  `);
  await runner.query(`
    CREATE TABLE segment_members (
      contact_id uuid    NOT NULL,
      segment_id uuid    NOT NULL,
      revision   int     NOT NULL,
      member     boolean NOT NULL,
      PRIMARY KEY (segment_id, contact_id) INCLUDE (member)
    )
  `);
  await createSegments(runner);
  await createContactFacts(runner);
}

/** Memberships of segments that no funnel names are not kept: of those only how far they were heard. */
async function createSegments(runner: QueryRunner): Promise<void> {
  await runner.query('CREATE TABLE kept_segments (segment_id uuid PRIMARY KEY, listed_at timestamptz)');
  await runner.query(`COMMENT ON COLUMN kept_segments.listed_at IS 'since when all of its members are known'`);
  await runner.query(`
    CREATE TABLE heard_segments (
      segment_id uuid NOT NULL,
      bucket     int  NOT NULL,
      revision   int  NOT NULL,
      base       int  NOT NULL DEFAULT 0,
      PRIMARY KEY (segment_id, bucket)
    )
  `);
  await runner.query(`COMMENT ON COLUMN heard_segments.base IS 'what is not newer was heard before the memberships were kept, and is in the list of them'`);
}

/** Whether funnels may write to a contact, and whom they turned away because they may not. */
async function createContactFacts(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE contact_facts (
      contact_id          uuid    PRIMARY KEY,
      version             int     NOT NULL,
      tier_obstacle       text,
      advertising_consent boolean NOT NULL
    )
  `);
  await runner.query(`COMMENT ON COLUMN contact_facts.tier_obstacle IS 'why no mass message may reach his account; NULL where it may'`);
  await runner.query(`
    CREATE TABLE funnel_refusals (
      contact_id uuid NOT NULL,
      funnel_id  uuid NOT NULL,
      reason     text NOT NULL,
      PRIMARY KEY (contact_id, funnel_id)
    )
  `);
  await runner.query('CREATE INDEX funnel_refusals_of_funnel ON funnel_refusals (funnel_id)');
}
