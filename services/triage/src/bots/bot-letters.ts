import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';
import { observedGauge } from '@widecast/service-kit';

export interface BotLetter extends Record<string, unknown> {
  readonly id: string;
  readonly botId: string;
  readonly bot: string;
  readonly ticketId: string;
  readonly type: string;
  readonly state: 'pending' | 'dead';
  readonly attempts: number;
  readonly error: string | null;
  readonly nextAt: Date;
  readonly createdAt: Date;
}

const LIST = `
  SELECT c.id, c.bot_id AS "botId", b.name AS bot, c.ticket_id AS "ticketId", c.type, c.state, c.attempts, c.error, c.next_at AS "nextAt", c.created_at AS "createdAt"
  FROM bot_calls c JOIN bots b ON b.id = c.bot_id WHERE c.state = $1 AND ($2::uuid IS NULL OR c.id < $2) ORDER BY c.id DESC LIMIT $3`;

/** The calls of bots as operators see them. */
@Injectable()
export class BotLetters implements OnApplicationBootstrap, OnModuleDestroy {
  private ended: () => void = () => undefined;

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.ended = observedGauge({ name: 'widecast_bot_calls', help: 'Calls of bots that wait, or that no bot took.', labels: ['service', 'state'] }, async (gauge) => {
      const counts = await this.database.query<{ state: string; calls: number }>('SELECT state, count(*)::int AS calls FROM bot_calls GROUP BY state');
      for (const { state, calls } of counts) gauge.set({ service: 'triage', state }, calls);
    });
  }

  onModuleDestroy(): void {
    this.ended();
  }

  list({ state, after, limit }: { readonly state: string; readonly after?: string | undefined; readonly limit: number }): Promise<BotLetter[]> {
    return this.database.query<BotLetter>(LIST, [state, after ?? null, limit]);
  }

  /** Dead letters of a bot, or one of them, are called with again from the beginning. Gives how many. */
  async replay(botId: string, id: string | undefined): Promise<number> {
    const again = await this.database.query(
      `UPDATE bot_calls SET state = 'pending', attempts = 0, next_at = now() WHERE bot_id = $1 AND state = 'dead' AND ($2::uuid IS NULL OR id = $2) RETURNING 1`, [botId, id ?? null]);
    return again.length;
  }
}
