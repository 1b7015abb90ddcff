import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateImports1764100002000 implements MigrationInterface {
  readonly name = 'CreateImports1764100002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE imports (
        id          uuid        PRIMARY KEY,
        state       text        NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'settling', 'done', 'failed')),
        problem     text,
        dry_run     boolean     NOT NULL DEFAULT false,
        rows        int         NOT NULL DEFAULT 0,
        created     int         NOT NULL DEFAULT 0,
        updated     int         NOT NULL DEFAULT 0,
        unchanged   int         NOT NULL DEFAULT 0,
        rejected    int         NOT NULL DEFAULT 0,
        agreed      int         NOT NULL DEFAULT 0,
        suppressed  int         NOT NULL DEFAULT 0,
        last_line   int         NOT NULL DEFAULT 1,
        inferred    jsonb       NOT NULL DEFAULT '{}',
        columns     jsonb       NOT NULL DEFAULT '{}',
        suggested   jsonb       NOT NULL DEFAULT '{}',
        started_at  timestamptz NOT NULL DEFAULT now(),
        touched_at  timestamptz NOT NULL DEFAULT now(),
        written_at  timestamptz,
        settled_at  timestamptz,
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
    await runner.query(`
      CREATE TABLE unsettled_contacts (
        id          bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        contact_ids uuid[]  NOT NULL,
        contacts    int     NOT NULL,
        account_ids uuid[]  NOT NULL,
        touches     jsonb   NOT NULL,
        stage       text    NOT NULL DEFAULT 'written' CHECK (stage IN ('written', 'tiered', 'judged'))
      )
    `);
    await runner.query('ALTER TABLE unsettled_contacts ALTER contact_ids SET STORAGE EXTERNAL, ALTER account_ids SET STORAGE EXTERNAL');
    await runner.query(`COMMENT ON TABLE unsettled_contacts IS 'contacts of lists whose segments are not judged yet, and others not told of; a row for each batch'`);
    await runner.query(`COMMENT ON COLUMN unsettled_contacts.account_ids IS 'accounts that won or lost contacts, and may have another tier for it'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE unsettled_contacts, import_rejections, imports');
  }
}
