import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLearning1764100000004 implements MigrationInterface {
  readonly name = 'CreateLearning1764100000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ticket_labels (
        ticket_id         uuid        PRIMARY KEY REFERENCES tickets (id) ON DELETE CASCADE,
        intent            text        NOT NULL,
        actor             text        NOT NULL,
        first_labelled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        labelled_at       timestamptz NOT NULL DEFAULT clock_timestamp()
      )
    `);
    await runner.query(`
      CREATE TABLE ticket_signal_labels (
        ticket_id   uuid        NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
        signal      text        NOT NULL,
        answer      boolean     NOT NULL,
        actor       text        NOT NULL,
        labelled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (ticket_id, signal)
      )
    `);
    await runner.query('CREATE INDEX ticket_labels_first ON ticket_labels (first_labelled_at)');
    await runner.query(`
      CREATE TABLE intent_models (
        id            uuid        PRIMARY KEY,
        state         text        NOT NULL CHECK (state IN ('training', 'ready', 'failed')),
        boxed         boolean     NOT NULL,
        labels        int         NOT NULL,
        learned_until timestamptz NOT NULL,
        reason        text,
        card          jsonb,
        model         bytea,
        actor         text        NOT NULL,
        created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
        lease_until   timestamptz NOT NULL
      )
    `);
    await runner.query(`CREATE UNIQUE INDEX intent_models_one_training ON intent_models (state) WHERE state = 'training'`);
    await runner.query(`
      CREATE TABLE intent_model_service (
        version  int         PRIMARY KEY,
        model_id uuid        REFERENCES intent_models (id),
        replaces int         REFERENCES intent_model_service (version),
        why      text        NOT NULL,
        actor    text        NOT NULL,
        at       timestamptz NOT NULL DEFAULT clock_timestamp()
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE intent_model_service, intent_models, ticket_signal_labels, ticket_labels');
  }
}
