import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { CONFIG, Invalid, NotFound, Recurring } from '@widecast/service-kit';
import { callWebhook, defectOfWebhook, newWebhookSecret, outcomeOf, pauseAfter, type WebhookOutcome } from '@widecast/webhooks';
import { AccountsReader } from '../accounts/accounts.reader.ts';
import type { SegmentationConfig } from '../config.ts';
import type { HandOffWebhook } from './hand-offs.api.ts';
import { HandOffsService } from './hand-offs.service.ts';

interface Call {
  readonly id: string;
  readonly accountId: string;
  readonly handedOff: boolean;
  readonly attempts: number;
  readonly url: string;
  readonly secret: string;
}

/** A process that is killed within a call leaves it to others after this, in seconds. */
const LEASE = 60;
const TIMEOUT = 15_000;
const LOOK = 1000;

/** Tells a program of accounts that are handed over or come back. What is to be told is committed with the crossing, and told at least once. */
@Injectable()
export class HandOffCalls implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(HandOffCalls.name);
  private readonly recurring = new Recurring({ pause: LOOK, turn: () => this.turn(), failed: (error) => this.logger.warn({ msg: 'hand-offs wait to be told', error }) });

  constructor(
    private readonly database: Database,
    private readonly handOffs: HandOffsService,
    private readonly accounts: AccountsReader,
    @Inject(CONFIG) private readonly config: SegmentationConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.recurring.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.recurring.stop();
  }

  /** Gives its secret this once; what was refused for good is told anew. Throws {@link Invalid} where the address may not be called. */
  async put(url: string): Promise<HandOffWebhook & { secret: string }> {
    const message = defectOfWebhook(url, this.config.WEBHOOK_REACH);
    if (message !== undefined) throw new Invalid('The address of the webhook cannot be used', [{ field: 'body.url', message }]);
    const secret = newWebhookSecret();
    await this.database.transaction(async (tx) => {
      await tx.query(
        'INSERT INTO hand_off_webhooks (url, secret) VALUES ($1, $2) ON CONFLICT (one) DO UPDATE SET url = excluded.url, secret = excluded.secret, created_at = now()', [url, secret]);
      await tellRefusedAnew(tx);
    });
    return { ...(await this.show()), secret };
  }

  async show(): Promise<HandOffWebhook> {
    const [row] = await this.database.query<HandOffWebhook & Record<string, unknown>>(
      `SELECT url, created_at AS "createdAt", (SELECT count(*)::int FROM hand_off_calls WHERE next_at IS NOT NULL) AS waiting,
         (SELECT count(*)::int FROM hand_off_calls WHERE next_at IS NULL) AS refused, (SELECT fault FROM hand_off_calls WHERE fault IS NOT NULL ORDER BY created_at DESC LIMIT 1) AS fault
       FROM hand_off_webhooks`);
    if (!row) throw new NotFound('webhook of', 'hand-offs');
    return row;
  }

  async remove(): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query('DELETE FROM hand_off_webhooks');
      await tx.query('DELETE FROM hand_off_calls');
    });
  }

  private async turn(): Promise<void> {
    while (!this.recurring.isStopped && (await this.step())) { /* one by one */ }
  }

  private async step(): Promise<boolean> {
    const call = await this.database.transaction((tx) => claim(tx));
    if (!call) return false;
    const account = call.handedOff ? await this.handOffs.file(call.accountId).catch(gone) : await this.accounts.show(call.accountId).catch(gone);
    const body = Buffer.from(JSON.stringify({ id: call.id, handedOff: call.handedOff, account: account ?? { id: call.accountId } }));
    const { url, secret } = call;
    const outcome = outcomeOf(await callWebhook({ url, secret, timeout: TIMEOUT, reach: this.config.WEBHOOK_REACH }, { id: call.id, body }));
    await this.settle(call, outcome);
    return true;
  }

  private async settle({ id, attempts }: Call, outcome: WebhookOutcome): Promise<void> {
    if (outcome.kind === 'accepted') await this.database.query('DELETE FROM hand_off_calls WHERE id = $1', [id]);
    else if (outcome.kind === 'refused') await this.database.query('UPDATE hand_off_calls SET next_at = NULL, fault = $2 WHERE id = $1', [id, outcome.why]);
    else {
      const pause = pauseAfter(attempts, outcome.pause, Math.random());
      await this.database.query(`UPDATE hand_off_calls SET next_at = now() + $2 * interval '1 ms', fault = $3 WHERE id = $1`, [id, pause, outcome.why]);
    }
  }
}

/** It came back, or is gone, since. */
function gone(error: unknown): undefined {
  if (!(error instanceof NotFound)) throw error;
}

/** Of each account the last word that was refused, where it is still true and none is waiting; the others would mislead. */
async function tellRefusedAnew(tx: Transaction): Promise<void> {
  await tx.query(
    `DELETE FROM hand_off_calls r WHERE next_at IS NULL AND (EXISTS (SELECT FROM hand_off_calls l WHERE l.account_id = r.account_id AND l.id > r.id)
       OR NOT EXISTS (SELECT FROM accounts a WHERE a.id = r.account_id AND a.handed_off = r.handed_off))`);
  await tx.query('UPDATE hand_off_calls SET next_at = now(), attempts = 0 WHERE next_at IS NULL');
}

/** What an account became first is told first: a later call of it waits until the earlier is taken, or refused for good. */
async function claim(tx: Transaction): Promise<Call | undefined> {
  const [call] = await tx.query<Call & Record<string, unknown>>(
    `UPDATE hand_off_calls c SET attempts = attempts + 1, next_at = now() + ${LEASE} * interval '1 s' FROM hand_off_webhooks w
     WHERE c.id = (
       SELECT k.id FROM hand_off_calls k WHERE k.next_at <= now()
         AND NOT EXISTS (SELECT FROM hand_off_calls e WHERE e.account_id = k.account_id AND e.id < k.id AND e.next_at IS NOT NULL)
       ORDER BY k.next_at LIMIT 1 FOR UPDATE OF k SKIP LOCKED)
     RETURNING c.id, c.account_id AS "accountId", c.handed_off AS "handedOff", c.attempts, w.url, w.secret`);
  return call;
}
