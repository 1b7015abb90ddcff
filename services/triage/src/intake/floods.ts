import { Inject, Injectable } from '@nestjs/common';
import { prepared, usePrimaryKeys, type Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { TriageConfig } from '../config.ts';
import { wordingOf } from '../tickets/wording.ts';

interface Recent extends Record<string, unknown> {
  readonly email: string;
  readonly id: string;
  /** Of its first message; bigint comes as text. */
  readonly wording: string | null;
}

interface Wording {
  readonly email: string;
  readonly subject: string;
  readonly text: string;
}

/** In one order for all who lock several. */
const LOCK = prepared(`
  SELECT pg_advisory_xact_lock(key) FROM (SELECT DISTINCT hashtextextended(email, 6) AS key FROM unnest($1::text[]) AS s (email) ORDER BY key) keys`);

/** Open tickets of each sender that were opened within the hour, the newest first. */
const RECENT = prepared(`
  SELECT s.email, t.id, t.wording FROM unnest($1::text[]) AS s (email) CROSS JOIN LATERAL (
    SELECT id, wording FROM tickets WHERE email = s.email AND state = 'open' AND opened_at > now() - interval '1 hour' ORDER BY id DESC LIMIT $2
  ) t ORDER BY t.id DESC`);

/** What one sender writes again and again is one ticket. */
@Injectable()
export class Floods {
  constructor(@Inject(CONFIG) private readonly config: TriageConfig) {}

  /** Mails of one sender are filed one after another from here on. */
  async queue(tx: Transaction, senders: readonly string[]): Promise<void> {
    await tx.query(LOCK, [senders]);
  }

  /**
   * For each, the ticket of the last hour that takes in what would else open another one: one of the same words, figures aside; or, when the
   * sender has opened as many as he may, his newest. Of each sender there may be one; he must be queued.
   */
  async find(tx: Transaction, writings: readonly Wording[]): Promise<(string | undefined)[]> {
    const most = this.config.TICKETS_SENDER_TICKETS;
    await usePrimaryKeys(tx);
    const recent = await tx.query<Recent>(RECENT, [writings.map(({ email }) => email), most]);
    return writings.map((writing) => {
      const own = recent.filter(({ email }) => email === writing.email);
      const same = own.length === 0 ? undefined : own.find(({ wording }) => wording === wordingOf(writing));
      return (same ?? (own.length >= most ? own[0] : undefined))?.id;
    });
  }
}
