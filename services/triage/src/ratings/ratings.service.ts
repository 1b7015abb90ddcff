import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { counter } from '@widecast/service-kit';
import { wilsonInterval } from '@widecast/stats';
import { z } from 'zod';
import { TicketsService } from '../tickets/tickets.service.ts';

/** One rating of a ticket; a later one of the same customer takes its place. */
const RATE = `
  INSERT INTO ticket_ratings AS r (ticket_id, good, by_rule) SELECT id, $2, answered_by_rule FROM tickets WHERE id = $1
  ON CONFLICT (ticket_id) DO UPDATE SET good = excluded.good, rated_at = now(), by_rule = r.by_rule OR excluded.by_rule RETURNING by_rule AS "byRule"`;

/** What a rule took a ticket for, and its customer found right, is learned from; a person's word stays. */
const CONFIRM = `
  INSERT INTO ticket_labels (ticket_id, intent, actor) SELECT id, intent, 'customer' FROM tickets WHERE id = $1 AND confidence > 0 ON CONFLICT DO NOTHING`;
const UNCONFIRM = `DELETE FROM ticket_labels WHERE ticket_id = $1 AND actor = 'customer'`;

const COUNT = `
  SELECT t.queue, r.by_rule AS "byRule", count(*) FILTER (WHERE r.good)::int AS good, count(*)::int AS ratings
  FROM ticket_ratings r JOIN tickets t ON t.id = r.ticket_id WHERE r.rated_at > now() - make_interval(days => $1)
  GROUP BY t.queue, r.by_rule ORDER BY t.queue, r.by_rule`;

export const ratingCount = z.object({
  queue: z.string(), byRule: z.boolean().describe('Answered by a rule, without a person'), good: z.int(), ratings: z.int(),
  share: z.object({ estimate: z.number(), low: z.number(), high: z.number() }).describe('Of good ones, with its 95 % interval (Wilson)'),
});
export type RatingCount = z.infer<typeof ratingCount>;

const rated = counter({ name: 'widecast_ticket_ratings_total', help: 'Ratings of answers by customers.', labels: ['service', 'rating', 'by_rule'] });

/** Whether answers helped, as customers say. */
@Injectable()
export class RatingsService {
  constructor(private readonly database: Database, private readonly tickets: TicketsService) {}

  /** False where the ticket is not there any more. Whom a rule's answer did not help gets a person. */
  rate(ticketId: string, good: boolean): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const [rating] = await tx.query<{ byRule: boolean }>(RATE, [ticketId, good]);
      if (!rating) return false;
      if (!good) await this.tickets.ruleFailed(tx, ticketId);
      if (rating.byRule) await tx.query(good ? CONFIRM : UNCONFIRM, [ticketId]);
      tx.afterCommit(() => rated.inc({ service: 'triage', rating: good ? 'good' : 'bad', by_rule: String(rating.byRule) }));
      return true;
    });
  }

  async count(days: number): Promise<RatingCount[]> {
    const rows = await this.database.query<Omit<RatingCount, 'share'>>(COUNT, [days]);
    return rows.map((row) => ({ ...row, share: wilsonInterval(row.good, row.ratings) ?? { estimate: 0, low: 0, high: 1 } }));
  }
}
