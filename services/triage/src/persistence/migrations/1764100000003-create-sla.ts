import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSla1764100000003 implements MigrationInterface {
  readonly name = 'CreateSla1764100000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE settings (
        kind     text        NOT NULL,
        version  int         NOT NULL,
        settings jsonb       NOT NULL,
        actor    text        NOT NULL,
        made_at  timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (kind, version)
      )
    `);
    await runner.query(`
      CREATE TABLE sla_promises (
        ticket_id        uuid   NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
        kind             text   NOT NULL CHECK (kind IN ('first-answer', 'next-answer', 'resolution')),
        policy           text   NOT NULL,
        settings_version int    NOT NULL,
        target_ms        bigint NOT NULL,
        spent_ms         bigint NOT NULL,
        since            timestamptz,
        due_at           timestamptz,
        warn_at          timestamptz,
        warned_at        timestamptz,
        ended_at         timestamptz,
        broken_at        timestamptz,
        look_at          timestamptz,
        escalations      int    NOT NULL DEFAULT 0,
        again_at         timestamptz,
        PRIMARY KEY (ticket_id, kind)
      ) WITH (fillfactor = 70)
    `);
    await runner.query('CREATE INDEX sla_promises_look ON sla_promises (look_at) WHERE ended_at IS NULL AND broken_at IS NULL AND look_at IS NOT NULL');
    await runner.query('CREATE INDEX sla_promises_again ON sla_promises (again_at) WHERE again_at IS NOT NULL');
    await runner.query('CREATE INDEX sla_promises_older ON sla_promises (settings_version) WHERE ended_at IS NULL AND broken_at IS NULL');
    await runner.query('CREATE INDEX sla_promises_due ON sla_promises (due_at) WHERE ended_at IS NULL');
    await runner.query('CREATE INDEX sla_promises_broken ON sla_promises (broken_at) WHERE broken_at IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sla_promises, settings');
  }
}
