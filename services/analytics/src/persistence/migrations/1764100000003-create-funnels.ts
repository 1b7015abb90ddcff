import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFunnels1764100000003 implements MigrationInterface {
  readonly name = 'CreateFunnels1764100000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE funnel_contacts (
        contact_id uuid        NOT NULL,
        funnel_id  uuid        NOT NULL,
        version    int         NOT NULL,
        step       text        NOT NULL,
        state      text        NOT NULL,
        at         timestamptz NOT NULL,
        PRIMARY KEY (contact_id, funnel_id)
      ) WITH (fillfactor = 80)
    `);
    await runner.query('CREATE INDEX funnel_contacts_of_funnel ON funnel_contacts (funnel_id)');
    await runner.query(`
      CREATE TABLE funnel_messages (
        contact_id uuid NOT NULL,
        funnel_id  uuid NOT NULL,
        step       text NOT NULL,
        version    int  NOT NULL,
        state      text NOT NULL,
        settled_at timestamptz,
        PRIMARY KEY (contact_id, funnel_id, step)
      ) WITH (fillfactor = 80)
    `);
    await runner.query('CREATE INDEX funnel_messages_of_funnel ON funnel_messages (funnel_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE funnel_messages, funnel_contacts');
  }
}
