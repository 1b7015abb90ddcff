import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { TriageConfig } from '../config.ts';
import type { IncomingMail } from '../mail/incoming-mail.ts';
import { tokensIn } from './own-ids.ts';
import { TicketTokens } from './ticket-token.ts';

const MOST_TOKENS = 20;

/** A ticket that a mail belongs to. */
export interface Found extends Record<string, unknown> {
  readonly id: string;
  readonly mergedInto: string | null;
  /** Null while it is open. */
  readonly closedAt: Date | null;
  readonly subject: string;
}

/** Finds the ticket that a mail belongs to. */
@Injectable()
export class Threads {
  private readonly tokens: TicketTokens;

  constructor(@Inject(CONFIG) private readonly config: TriageConfig) {
    this.tokens = new TicketTokens(config.WIDECAST_INTERNAL_SECRET);
  }

  /**
   * By signed token, else by the ids of messages that are known, or that known ones answer; the subject proves nothing. Only tickets of the sender
   * himself: knowing a token or an id opens nobody else's ticket. Of a ticket that was merged, the one it is a part of
   * now. The ticket's row is locked.
   */
  async find(tx: Transaction, mail: IncomingMail, recipients: readonly string[]): Promise<Found | undefined> {
    if (mail.from === null) return undefined;
    const found = (await this.byToken(tx, mail.from, [...recipients, ...mail.addressees], mail.answers)) ?? (await byMessageIds(tx, mail.from, mail.answers));
    return found && (await wholeOf(tx, found));
  }

  /** Whether a mail of ours is what it answers, be it in another's ticket: a machine may write from ever new addresses. */
  isAnswer(mail: IncomingMail, recipients: readonly string[]): boolean {
    return this.ticketsIn([...recipients, ...mail.addressees], mail.answers).length > 0;
  }

  private ticketsIn(recipients: readonly string[], answers: readonly string[]): string[] {
    const tokens = tokensIn(recipients, answers, this.config.TICKETS_ADDRESS).slice(0, MOST_TOKENS);
    return tokens.flatMap((token) => this.tokens.ticketOf(token) ?? []);
  }

  private async byToken(tx: Transaction, from: string, recipients: readonly string[], answers: readonly string[]): Promise<Found | undefined> {
    const ids = this.ticketsIn(recipients, answers);
    if (ids.length === 0) return undefined;
    const [found] = await tx.query<Found>(
      'SELECT id, merged_into AS "mergedInto", closed_at AS "closedAt", subject FROM tickets WHERE id = ANY($1::uuid[]) AND email = $2 ORDER BY array_position($1::uuid[], id) LIMIT 1 FOR UPDATE',
      [ids, from],
    );
    return found;
  }
}

async function byMessageIds(tx: Transaction, from: string, answers: readonly string[]): Promise<Found | undefined> {
  if (answers.length === 0) return undefined;
  const [found] = await tx.query<Found>(
    `SELECT t.id, t.merged_into AS "mergedInto", t.closed_at AS "closedAt", t.subject FROM ticket_messages m JOIN tickets t ON t.id = m.ticket_id
     WHERE (m.message_id = ANY($1::text[]) OR (m.ancestors <> '{}' AND m.ancestors && $1::text[])) AND t.email = $2
     ORDER BY array_position($1::text[], m.message_id) NULLS LAST, m.at DESC LIMIT 1 FOR UPDATE OF t`,
    [answers, from],
  );
  return found;
}

/** Of a ticket that was merged, the one it is a part of now. */
export async function wholeOf(tx: Transaction, found: Found): Promise<Found> {
  if (found.mergedInto === null) return found;
  const [whole] = await tx.query<Found>('SELECT id, merged_into AS "mergedInto", closed_at AS "closedAt", subject FROM tickets WHERE id = $1 FOR UPDATE', [found.mergedInto]);
  return whole ? await wholeOf(tx, whole) : found;
}
