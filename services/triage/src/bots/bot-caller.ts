import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';
import { CONFIG, counter, Recurring } from '@widecast/service-kit';
import { callWebhook, outcomeOf, pauseAfter, type WebhookOutcome } from '@widecast/webhooks';
import type { TriageConfig } from '../config.ts';
import { Bots } from './bots.repository.ts';

const AT_A_TIME = 20;
/** Some ten hours, with the pauses between them. */
const MOST_ATTEMPTS = 20;

const calls = counter({ name: 'widecast_bot_calls_total', help: 'Calls of bots, by what came of the attempt.', labels: ['service', 'outcome'] });

interface Call extends Record<string, unknown> {
  readonly id: string;
  readonly botId: string;
  readonly url: string | null;
  readonly body: string;
  readonly attempts: number;
}

/** A bot that does not answer rests for so long at the most, in ms, so that it does not keep others waiting. */
const LONGEST_REST = 30_000;

/** Of each conversation the oldest one only: a bot hears things in their order. */
const CLAIM = `
  UPDATE bot_calls SET leased_until = now() + make_interval(secs => $1), attempts = attempts + 1 FROM bots
  WHERE bots.id = bot_calls.bot_id AND bot_calls.id IN (
    SELECT c.id FROM bot_calls c WHERE c.state = 'pending' AND c.next_at <= now() AND (c.leased_until IS NULL OR c.leased_until < now())
      AND NOT EXISTS (SELECT 1 FROM bot_calls e WHERE e.bot_id = c.bot_id AND e.ticket_id = c.ticket_id AND e.state = 'pending' AND e.number < c.number)
      AND NOT EXISTS (SELECT 1 FROM bots b WHERE b.id = c.bot_id AND b.removed_at IS NULL AND b.rests_until > now())
    ORDER BY c.next_at LIMIT ${AT_A_TIME} FOR UPDATE SKIP LOCKED)
  RETURNING bot_calls.id, bot_calls.bot_id AS "botId", CASE WHEN bots.removed_at IS NULL THEN bots.url END AS url, bot_calls.body, bot_calls.attempts`;

/** Calls bots. Each call is made at least once, under one id; what is not taken is tried again with growing pauses, then kept as a dead letter. */
@Injectable()
export class BotCaller implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('bots');
  private readonly turns: Recurring;

  constructor(
    private readonly database: Database,
    private readonly bots: Bots,
    @Inject(CONFIG) private readonly config: TriageConfig,
  ) {
    this.turns = new Recurring({ pause: config.BOT_CALLS_MS, turn: () => this.callAll(), failed: (error) => this.logger.warn({ msg: 'bots could not be called; tried again', error }) });
  }

  onApplicationBootstrap(): void {
    this.turns.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.turns.stop();
  }

  private async callAll(): Promise<void> {
    const lease = this.config.WEBHOOK_TIMEOUT_MS / 1000 + 30;
    for (;;) {
      const claimed = this.turns.isStopped ? [] : await this.database.query<Call>(CLAIM, [lease]);
      if (claimed.length === 0) return;
      await Promise.all(claimed.map((call) => this.call(call)));
    }
  }

  private async call(call: Call): Promise<void> {
    const outcome = await this.attempt(call);
    const isOver = outcome.kind === 'later' && call.attempts >= MOST_ATTEMPTS;
    calls.inc({ service: 'triage', outcome: isOver ? 'refused' : outcome.kind });
    if (outcome.kind === 'accepted') return this.done(call);
    const pause = outcome.kind === 'later' && !isOver ? pauseAfter(call.attempts, outcome.pause, Math.random()) : null;
    await this.database.query(
      `UPDATE bot_calls SET state = CASE WHEN $2::float8 IS NULL THEN 'dead' ELSE 'pending' END, error = $3, leased_until = NULL,
         next_at = CASE WHEN $2::float8 IS NULL THEN next_at ELSE now() + make_interval(secs => $2 / 1000) END WHERE id = $1`,
      [call.id, pause, outcome.why],
    );
    await this.database.query('UPDATE bots SET fault = $2, rests_until = now() + make_interval(secs => $3) WHERE id = $1', [call.botId, outcome.why, Math.min(pause ?? 0, LONGEST_REST) / 1000]);
    this.logger.warn({ msg: pause === null ? 'a bot did not take a call; it is a dead letter now' : 'a bot could not be called; tried again', botId: call.botId, callId: call.id, attempts: call.attempts, why: outcome.why });
  }

  private async done({ id, botId }: Call): Promise<void> {
    await this.database.query('DELETE FROM bot_calls WHERE id = $1', [id]);
    await this.database.query('UPDATE bots SET fault = NULL, rests_until = now() WHERE id = $1 AND fault IS NOT NULL', [botId]);
  }

  private async attempt({ id, botId, url, body }: Call): Promise<WebhookOutcome> {
    const secret = url === null ? undefined : await this.bots.secretOf(botId);
    if (url === null || secret === undefined) return { kind: 'refused', why: url === null ? 'the bot was removed' : 'its secret cannot be opened with this WIDECAST_INTERNAL_SECRET' };
    const { WEBHOOK_TIMEOUT_MS: timeout, WEBHOOK_REACH: reach } = this.config;
    return outcomeOf(await callWebhook({ url, secret, timeout, reach }, { id, body: Buffer.from(body) }));
  }
}
