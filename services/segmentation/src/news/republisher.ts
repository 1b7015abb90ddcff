import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';
import { Background } from '@widecast/service-kit';
import { ContactNews } from './contact-news.ts';

const BATCH = 2000;

/** Tells of all contacts again, so that others can rebuild what they keep of them. */
@Injectable()
export class Republisher implements OnModuleDestroy {
  private readonly logger = new Logger(Republisher.name);
  private readonly background = new Background((error) => this.logger.error({ msg: 'contacts could not be published again; ask once more', error }));

  constructor(
    private readonly database: Database,
    private readonly news: ContactNews,
  ) {}

  /** Begins in the background; one that is under way goes on instead. */
  start(): void {
    this.background.start(() => this.run());
  }

  onModuleDestroy(): Promise<void> {
    return this.background.stop();
  }

  private async run(): Promise<void> {
    let count = 0;
    for (let after: string | undefined = '00000000-0000-0000-0000-000000000000'; after && !this.background.isStopped;) {
      const ids: string[] = await this.publishAfter(after);
      count += ids.length;
      after = ids.length < BATCH ? undefined : ids.at(-1);
    }
    this.logger.log({ msg: 'contacts were published again', count });
  }

  private publishAfter(after: string): Promise<string[]> {
    return this.database.transaction(async (tx) => {
      const rows = await tx.query<{ id: string }>(`SELECT id FROM contacts WHERE id > $1 ORDER BY id LIMIT ${BATCH}`, [after]);
      const ids = rows.map(({ id }) => id);
      await this.news.publish(tx, ids);
      return ids;
    });
  }
}
