import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';

export const ANY_WORK = `
  SELECT EXISTS (SELECT FROM sources WHERE state = 'closing' OR (kind = 'campaign' AND state <> 'closed'))
      OR EXISTS (SELECT FROM claims WHERE lease_until < now()) OR EXISTS (SELECT FROM held_deliveries)
      OR EXISTS (SELECT FROM campaigns WHERE state = 'scheduled' AND launch_at <= now())
      OR EXISTS (SELECT FROM messages WHERE look_at <= now())
      OR EXISTS (SELECT FROM unused_rooms) OR EXISTS (SELECT FROM ledger_changes) AS any`;

/** Whether there is anything that the upkeep could have to do with: asked often, in one statement. */
@Injectable()
export class OpenWork {
  constructor(private readonly database: Database) {}

  async exists(): Promise<boolean> {
    const [row] = await this.database.query<{ any: boolean }>(ANY_WORK);
    return row?.any === true;
  }
}
