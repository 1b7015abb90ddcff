import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Relays that cannot be used now, as whoever tried them last has seen it. */
export class CreateRelayFaults1764200000013 implements MigrationInterface {
  readonly name = 'CreateRelayFaults1764200000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE relay_faults (
        relay   text        PRIMARY KEY,
        reason  text        NOT NULL,
        cause   text        NOT NULL,
        since   timestamptz NOT NULL DEFAULT clock_timestamp(),
        seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE relay_faults');
  }
}
