import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateHandOffs1764100000004 implements MigrationInterface {
  readonly name = 'CreateHandOffs1764100000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE hand_offs (
        account_id uuid        PRIMARY KEY,
        version    int         NOT NULL,
        handed_off boolean     NOT NULL,
        tier       text        NOT NULL,
        confidence real        NOT NULL,
        contacts   int         NOT NULL,
        at         timestamptz NOT NULL
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE hand_offs');
  }
}
