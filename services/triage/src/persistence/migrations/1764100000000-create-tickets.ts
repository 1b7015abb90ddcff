import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTickets1764100000000 implements MigrationInterface {
  readonly name = 'CreateTickets1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tickets (
        id           uuid        PRIMARY KEY,
        number       bigint      GENERATED ALWAYS AS IDENTITY,
        requester_id uuid        NOT NULL,
        contact_id   uuid,
        domain_tier  text,
        email        text        NOT NULL,
        name         text,
        subject      text        NOT NULL,
        state        text        NOT NULL CONSTRAINT tickets_state CHECK (state IN ('open', 'closed')),
        queue        text        NOT NULL,
        intent       text        NOT NULL,
        confidence   real        NOT NULL DEFAULT 0,
        urgency      text        NOT NULL,
        language     text        NOT NULL,
        complaint    boolean     NOT NULL,
        channel      text        NOT NULL,
        bot_id       uuid,
        conversation text,
        wording      bigint,
        tags         text[]      NOT NULL DEFAULT '{}',
        signals      jsonb       NOT NULL DEFAULT '{}',
        entities     jsonb       NOT NULL DEFAULT '{}',
        owner        text        NOT NULL DEFAULT 'person' CONSTRAINT tickets_owner CHECK (owner IN ('person', 'bot')),
        answered_by_rule boolean NOT NULL DEFAULT false,
        waiting      boolean     NOT NULL DEFAULT true,
        assignee     text,
        assigned_at  timestamptz,
        routing      jsonb,
        merged_into  uuid        REFERENCES tickets (id),
        merged_at    timestamptz,
        own          jsonb,
        split_from   uuid        REFERENCES tickets (id) ON DELETE SET NULL,
        follows      uuid        REFERENCES tickets (id) ON DELETE SET NULL,
        version      int         NOT NULL DEFAULT 1,
        opened_at    timestamptz NOT NULL DEFAULT now(),
        changed_at   timestamptz NOT NULL DEFAULT now(),
        closed_at    timestamptz
      )
    `);
    await runner.query('CREATE INDEX tickets_email ON tickets (email, id)');
    await runner.query('CREATE INDEX tickets_of_unknown ON tickets (email) WHERE contact_id IS NULL');
    await runner.query(`CREATE INDEX tickets_open_complaints ON tickets (contact_id) WHERE complaint AND state = 'open'`);
    await runner.query('CREATE INDEX tickets_conversation ON tickets (bot_id, conversation, id) WHERE bot_id IS NOT NULL');
    await runner.query('CREATE INDEX tickets_merged ON tickets (merged_into) WHERE merged_into IS NOT NULL');
    await runner.query('CREATE INDEX tickets_queue ON tickets (state, queue, id)');
    await runner.query(`CREATE INDEX tickets_waiting ON tickets (queue, waiting, (urgency = 'high') DESC, id) WHERE state = 'open' AND assignee IS NULL AND owner = 'person'`);
    await runner.query(`CREATE INDEX tickets_of_agent ON tickets (assignee, assigned_at) WHERE assignee IS NOT NULL`);
    await runner.query(`
      CREATE TABLE ticket_messages (
        ticket_id  uuid        NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
        id         uuid        NOT NULL,
        came_from  uuid,
        direction  text        NOT NULL CONSTRAINT ticket_messages_direction CHECK (direction IN ('in', 'out')),
        automatic  boolean     NOT NULL,
        message_id text,
        ancestors  text[]      NOT NULL DEFAULT '{}',
        text       text        NOT NULL,
        full_text  text        NOT NULL,
        html       text,
        attachments jsonb      NOT NULL DEFAULT '[]',
        raw_ref    uuid,
        at         timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (ticket_id, id)
      )
    `);
    await runner.query(`CREATE INDEX ticket_messages_ancestors ON ticket_messages USING gin (ancestors) WHERE ancestors <> '{}'`);
    await runner.query(`CREATE INDEX ticket_messages_files ON ticket_messages USING gin (attachments jsonb_path_ops) WHERE attachments <> '[]'`);
    await runner.query('CREATE INDEX ticket_messages_message_id ON ticket_messages (message_id) WHERE message_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ticket_messages, tickets');
  }
}
