import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { TriageConfig } from '../config.ts';

interface Recent extends Record<string, unknown> {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
}

interface Wording {
  readonly email: string;
  readonly subject: string;
  readonly text: string;
}

/** Open tickets of the sender that were opened within the hour, the newest first, each with its first message. */
const RECENT = `
  SELECT t.id, t.subject, m.text FROM tickets t
  JOIN LATERAL (SELECT text FROM ticket_messages WHERE ticket_id = t.id AND direction = 'in' ORDER BY at LIMIT 1) m ON true
  WHERE t.email = $1 AND t.state = 'open' AND t.opened_at > now() - interval '1 hour' ORDER BY t.id DESC LIMIT $2`;

/** The same for what differs in figures alone: "Disk 91 % full", "Disk 92 % full". */
const wordsOf = ({ subject, text }: Omit<Wording, 'email'>): string => `${subject}\n${text}`.toLowerCase().replaceAll(/\p{N}+/gu, '#').replaceAll(/\s+/g, ' ');

/** What one sender writes again and again is one ticket. */
@Injectable()
export class Floods {
  constructor(@Inject(CONFIG) private readonly config: TriageConfig) {}

  /**
   * The ticket of the last hour that takes in what would else open another one: one of the same words, figures aside; or, when the sender has
   * opened as many as he may, his newest. Mails of one sender are filed one after another from here on.
   */
  async find(tx: Transaction, wording: Wording): Promise<string | undefined> {
    const most = this.config.TICKETS_SENDER_TICKETS;
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 6))', [wording.email]);
    const recent = await tx.query<Recent>(RECENT, [wording.email, most]);
    const words = recent.length > 0 ? wordsOf(wording) : '';
    const same = recent.find((one) => wordsOf(one) === words);
    return (same ?? (recent.length >= most ? recent[0] : undefined))?.id;
  }
}
