import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBehaviours1764100000001 implements MigrationInterface {
  readonly name = 'CreateBehaviours1764100000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE behaviours (
        contact_id  uuid        NOT NULL,
        event_id    text        NOT NULL,
        type        text        NOT NULL,
        occurred_at timestamptz NOT NULL,
        value       numeric,
        campaign_id uuid,
        PRIMARY KEY (contact_id, event_id)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE behaviours');
  }
}
