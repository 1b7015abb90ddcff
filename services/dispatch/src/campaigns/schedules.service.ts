import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { Invalid } from '@widecast/service-kit';
import { CampaignRunService } from './campaign-run.service.ts';
import { TransitionForbidden } from './transitions.ts';

/** Launches at a time to come. */
@Injectable()
export class SchedulesService {
  constructor(
    private readonly database: Database,
    private readonly runs: CampaignRunService,
  ) {}

  /** Again, it moves the time. Throws {@link Invalid} where that has passed. */
  async schedule(id: string, at: Date): Promise<void> {
    const now = new Date();
    if (at <= now) throw new Invalid('A launch cannot be scheduled into the past', [{ field: 'body.at', message: `has passed; it is ${now.toISOString()} now` }]);
    await this.database.transaction(async (tx) => {
      await this.runs.move(tx, id, 'schedule');
      await tx.query('UPDATE campaigns SET launch_at = $2 WHERE id = $1', [id, at]);
    });
  }

  async unschedule(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.runs.move(tx, id, 'unschedule');
      await tx.query('UPDATE campaigns SET launch_at = NULL WHERE id = $1', [id]);
    });
  }

  /** Of several processes one launches. */
  async launchDue(): Promise<void> {
    const due = await this.database.query<{ id: string }>("SELECT id FROM campaigns WHERE state = 'scheduled' AND launch_at <= now() ORDER BY launch_at");
    for (const { id } of due) {
      await this.runs.launch(id).catch((error: unknown) => {
        if (!(error instanceof TransitionForbidden)) throw error;
      });
    }
  }
}
