import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';
import { Background } from '@widecast/service-kit';
import { SuppressionNews, type SuppressionChange } from './suppression-news.ts';

const PAGE = 2000;
const FIRST = '00000000-0000-0000-0000-000000000000';

// The rows are held before their versions are drawn: who lifts one of them at the same time draws a later one.
const TELL_PAGE = `
  SELECT p.*, nextval('suppression_versions')::int AS version
  FROM (SELECT id, email, contact_id AS "contactId", reason FROM suppressions WHERE id > $1 ORDER BY id LIMIT ${PAGE} FOR SHARE) p ORDER BY id`;

/** Tells of all suppressions again, so that others can rebuild what they keep of them. */
@Injectable()
export class SuppressionsRepublisher implements OnModuleDestroy {
  private readonly logger = new Logger(SuppressionsRepublisher.name);
  private readonly background = new Background((error) => this.logger.error({ msg: 'suppressions could not be published again; ask once more', error }));

  constructor(
    private readonly database: Database,
    private readonly news: SuppressionNews,
  ) {}

  /** Begins in the background; one that is under way goes on instead. */
  start(): void {
    this.background.start(() => this.run());
  }

  onModuleDestroy(): Promise<void> {
    return this.background.stop();
  }

  private async run(): Promise<void> {
    const from = await this.begin();
    let count = 0;
    for (let after: string | undefined = FIRST; after;) {
      if (this.background.isStopped) return;
      const ids: string[] = await this.tellAfter(after);
      count += ids.length;
      after = ids.length < PAGE ? undefined : ids.at(-1);
    }
    await this.database.transaction((tx) => this.news.tellComplete(tx, from));
    this.logger.log({ msg: 'suppressions were published again', count });
  }

  /** The version from which on all is told: whatever has an earlier one is committed, and so is seen. */
  private begin(): Promise<number> {
    return this.database.transaction(async (tx) => {
      await tx.query('LOCK TABLE suppressions IN SHARE MODE');
      const [row] = await tx.query<{ version: number }>(`SELECT nextval('suppression_versions')::int AS version`);
      return row?.version ?? 0;
    });
  }

  private tellAfter(after: string): Promise<string[]> {
    return this.database.transaction(async (tx) => {
      const rows = await tx.query<SuppressionChange & { id: string }>(TELL_PAGE, [after]);
      await this.news.tell(tx, rows);
      return rows.map(({ id }) => id);
    });
  }
}
