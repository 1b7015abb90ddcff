import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { TriageConfig } from '../config.ts';
import type { IncomingMail } from '../mail/incoming-mail.ts';
import { tokensIn } from './own-ids.ts';
import { TicketTokens } from './ticket-token.ts';

const MOST_TOKENS = 20;

/** Finds the ticket that a mail belongs to. */
@Injectable()
export class Threads {
  private readonly tokens: TicketTokens;

  constructor(@Inject(CONFIG) private readonly config: TriageConfig) {
    this.tokens = new TicketTokens(config.WIDECAST_INTERNAL_SECRET);
  }

  /**
   * By signed token, else by the ids of messages that are known; the subject proves nothing. Only tickets of the sender
   * himself: knowing a token or an id opens nobody else's ticket. The ticket's row is locked.
   */
  async find(tx: Transaction, mail: IncomingMail, recipients: readonly string[]): Promise<string | undefined> {
    if (mail.from === null) return undefined;
    return (await this.byToken(tx, mail.from, [...recipients, ...mail.addressees], mail.answers)) ?? (await byMessageIds(tx, mail.from, mail.answers));
  }

  /** Whether a mail of ours is what it answers, be it in another's ticket: a machine may write from ever new addresses. */
  isAnswer(mail: IncomingMail, recipients: readonly string[]): boolean {
    return this.ticketsIn([...recipients, ...mail.addressees], mail.answers).length > 0;
  }

  private ticketsIn(recipients: readonly string[], answers: readonly string[]): string[] {
    const tokens = tokensIn(recipients, answers, this.config.TICKETS_ADDRESS).slice(0, MOST_TOKENS);
    return tokens.flatMap((token) => this.tokens.ticketOf(token) ?? []);
  }

  private async byToken(tx: Transaction, from: string, recipients: readonly string[], answers: readonly string[]): Promise<string | undefined> {
    const ids = this.ticketsIn(recipients, answers);
    if (ids.length === 0) return undefined;
    const [found] = await tx.query<{ id: string }>(
      'SELECT id FROM tickets WHERE id = ANY($1::uuid[]) AND email = $2 ORDER BY array_position($1::uuid[], id) LIMIT 1 FOR UPDATE',
      [ids, from],
    );
    return found?.id;
  }
}

async function byMessageIds(tx: Transaction, from: string, answers: readonly string[]): Promise<string | undefined> {
  if (answers.length === 0) return undefined;
  const [found] = await tx.query<{ id: string }>(
    `SELECT t.id FROM ticket_messages m JOIN tickets t ON t.id = m.ticket_id
     WHERE m.message_id = ANY($1::text[]) AND t.email = $2
     ORDER BY array_position($1::text[], m.message_id), m.at DESC LIMIT 1 FOR UPDATE OF t`,
    [answers, from],
  );
  return found?.id;
}
