import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';

/** Days that mails are kept as they came, and that it is known that they came. */
const DAYS = { raw_mails: 90, attached_files: 365, quarantined_mails: 30, received_mails: 90 } as const;
/** A process that is restarted often cleans too. */
const FIRST_PAUSE = 60_000;
const PAUSE = 6 * 3600 * 1000;
const AT_A_TIME = 1000;

/** Deletes mails that are too old, some at a time. */
@Injectable()
export class MailRetention implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('mail retention');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private ended = false;

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.cleanAfter(FIRST_PAUSE);
  }

  async onModuleDestroy(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private cleanAfter(pause: number): void {
    this.timer = setTimeout(() => {
      this.running = this.clean().then(() => (this.ended ? undefined : this.cleanAfter(PAUSE)));
    }, pause);
    this.timer.unref();
  }

  async clean(): Promise<void> {
    try {
      for (const [table, days] of Object.entries(DAYS)) while ((await this.cleanSome(table, days)) === AT_A_TIME && !this.ended);
    } catch (error) {
      this.logger.warn({ msg: 'old mails could not be deleted; tried again later', error });
    }
  }

  private async cleanSome(table: string, days: number): Promise<number> {
    const gone = await this.database.query(
      `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE received_at < now() - make_interval(days => $1) LIMIT ${AT_A_TIME})) RETURNING 1`,
      [days],
    );
    return gone.length;
  }
}
