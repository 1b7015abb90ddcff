import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateImports1764100002000 implements MigrationInterface {
  readonly name = 'CreateImports1764100002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE imports (
        id          uuid        PRIMARY KEY,
        state       text        NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'failed')),
        problem     text,
        dry_run     boolean     NOT NULL DEFAULT false,
        rows        int         NOT NULL DEFAULT 0,
        created     int         NOT NULL DEFAULT 0,
        updated     int         NOT NULL DEFAULT 0,
        unchanged   int         NOT NULL DEFAULT 0,
        rejected    int         NOT NULL DEFAULT 0,
        last_line   int         NOT NULL DEFAULT 1,
        started_at  timestamptz NOT NULL DEFAULT now(),
        touched_at  timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz
      )
    `);
    await runner.query(`
      CREATE TABLE import_rejections (
        import_id uuid NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
        n         int  NOT NULL,
        line      int  NOT NULL,
        "column"  text NOT NULL,
        reason    text NOT NULL,
        PRIMARY KEY (import_id, n)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE import_rejections, imports');
  }
}
