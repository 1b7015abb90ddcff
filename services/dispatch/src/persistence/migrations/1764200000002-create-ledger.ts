import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `claimed` and `sending` are in no row, which says `pending` of what a claim holds. */
const STATES = ['pending', 'claimed', 'sending', 'deferred', 'held', 'accepted', 'failed', 'in_doubt', 'suppressed', 'skipped', 'held_out', 'cancelled', 'expired'].map((state) => `'${state}'`).join(', ');

/**
 * The ledger: a row per delivery, dense numbers per source. No index holds the state or anything else that changes on the
 * way of a message, and pages are left partly empty, so that the outcome of a message is a HOT update that touches no index.
 * Columns that change stand together: what is logged of an update is what lies between the first and the last that differ. No
 * column needs to be filled up to where the next may begin.
 * It is the only update of most rows: that they are claimed or being sent is said by the claim, a row for many, which holds
 * the numbers of those that have no outcome yet. Nor is there an index of the contacts of campaigns, who come in the order of
 * their ids: a row for some hundred of them says between which two ids they lie, and at which numbers. What has to be found by state is kept beside the ledger in small tables
 * too: the cursor of a source, what is to be taken up again, what is held.
 */
export class CreateLedger1764200000002 implements MigrationInterface {
  readonly name = 'CreateLedger1764200000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sources (
        id               uuid PRIMARY KEY,
        kind             text NOT NULL CHECK (kind IN ('campaign', 'funnel', 'message', 'ticket')),
        state            text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'paused', 'closing', 'closed')),
        state_version    int  NOT NULL DEFAULT 0,
        next_seq         int  NOT NULL DEFAULT 0,
        cursor           int  NOT NULL DEFAULT 0,
        cancelled_before int  NOT NULL DEFAULT 0,
        in_doubt         text CHECK (in_doubt IN ('left', 'sent_again')),
        expires_at       timestamptz,
        channel_id       uuid,
        weight           real NOT NULL DEFAULT 1 CHECK (weight > 0)
      ) WITH (fillfactor = 50)
    `);
    await runner.query("CREATE INDEX sources_at_work ON sources (kind DESC, id) WHERE cursor < next_seq AND state IN ('open', 'closing')");
    // Each ticket that was answered is a source for ever: those that somebody has to end are found without them.
    await runner.query("CREATE INDEX sources_to_end ON sources (id) WHERE state = 'closing' OR (kind = 'campaign' AND state <> 'closed')");
    await runner.query("CREATE INDEX sources_funnels ON sources (id) WHERE kind = 'funnel'");
    await runner.query(`CREATE TYPE delivery_state AS ENUM (${STATES})`);
    await runner.query(`
      CREATE TABLE deliveries (
        source_id       uuid           NOT NULL,
        contact_id      uuid           NOT NULL,
        seq             int            NOT NULL,
        contact_version int            NOT NULL DEFAULT 0,
        updated_at      timestamptz    NOT NULL DEFAULT now(),
        version         int            NOT NULL DEFAULT 0,
        state           delivery_state NOT NULL,
        attempt         smallint       NOT NULL DEFAULT 0,
        promotion       boolean        NOT NULL,
        reason          text,
        mark            text           CHECK (mark IN ('possibly_lost', 'possible_duplicate')),
        fields          json           NOT NULL DEFAULT '{}',
        template_id     uuid,
        email           text           NOT NULL,
        arm             text,
        step            text           NOT NULL DEFAULT '',
        PRIMARY KEY (source_id, seq)
      ) WITH (fillfactor = 56)
    `);
    await runner.query("CREATE UNIQUE INDEX deliveries_once ON deliveries (source_id, contact_id, step) WHERE step <> ''");
    await runner.query(`
      CREATE TABLE delivery_ranges (
        source_id     uuid     NOT NULL,
        bucket        smallint NOT NULL,
        first_contact uuid     NOT NULL,
        last_contact  uuid     NOT NULL,
        first_seq     int      NOT NULL,
        deliveries    int      NOT NULL CHECK (deliveries > 0),
        PRIMARY KEY (bucket, source_id, first_contact, first_seq)
      )
    `);
    await runner.query(`
      CREATE TABLE claims (
        fence       uuid        PRIMARY KEY,
        source_id   uuid        NOT NULL,
        seqs        int4multirange NOT NULL,
        sending     int4multirange NOT NULL DEFAULT '{}',
        lease_until timestamptz NOT NULL
      ) WITH (fillfactor = 50)
    `);
    await runner.query('CREATE INDEX claims_source ON claims (source_id)');
    await runner.query(`
      CREATE TABLE redos (
        source_id uuid        NOT NULL,
        seq       int         NOT NULL,
        due_at    timestamptz NOT NULL,
        lane      text,
        PRIMARY KEY (source_id, seq)
      )
    `);
    await runner.query('CREATE INDEX redos_due ON redos (source_id, due_at)');
    await runner.query('CREATE INDEX redos_lane ON redos (source_id, lane, due_at, seq) WHERE lane IS NOT NULL');
    await runner.query(`
      CREATE TABLE held_deliveries (
        contact_id uuid        NOT NULL,
        source_id  uuid        NOT NULL,
        seq        int         NOT NULL,
        held_at    timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (contact_id, source_id, seq)
      )
    `);
    await runner.query('CREATE INDEX held_deliveries_source ON held_deliveries (source_id, held_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE held_deliveries, redos, claims, delivery_ranges, deliveries, sources');
    await runner.query('DROP TYPE delivery_state');
  }
}
