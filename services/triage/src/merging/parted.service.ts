import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { entitiesIn } from '@widecast/text';
import { RoutingService } from '../routing/routing.service.ts';
import { RoutingSettingsService } from '../routing/routing-settings.service.ts';
import { factsOf } from '../tickets/ticket-facts.ts';
import { Reader } from '../understanding/reader.service.ts';

const FIRST = `SELECT text FROM ticket_messages WHERE ticket_id = $1 AND direction = 'in' AND NOT automatic ORDER BY at, id LIMIT 1`;

const UNDERSTOOD = `
  UPDATE tickets SET queue = $2, intent = $3, confidence = $4, urgency = $5, language = $6, complaint = $7, tags = $8, signals = $9, entities = $10, routing = $11,
    assignee = CASE WHEN queue = $2 OR assignee = ANY($12::text[]) THEN assignee END WHERE id = $1`;

/** Messages that became a ticket of their own are about something else than the ticket that they came from. */
@Injectable()
export class PartedService {
  constructor(private readonly reader: Reader, private readonly routing: RoutingService, private readonly settings: RoutingSettingsService) {}

  /** It is understood and routed as if it had just come, and stays with its agent where he serves the queue; what support alone wrote stays what it was. */
  async understand(tx: Transaction, ticketId: string, subject: string): Promise<void> {
    const [first] = await tx.query<{ text: string }>(FIRST, [ticketId]);
    const before = await factsOf(tx, ticketId);
    if (!first || !before) return;
    const { text } = first;
    const entities = entitiesIn(`${subject}\n${text}`);
    const decision = await this.routing.decide(tx, { ...before, ...(await this.reader.understood(tx, subject, text)), entities, tags: [], subject, text }, 'opened');
    const { queue, intent, confidence, urgency, language, complaint, tags, signals } = decision.facts;
    const { settings: { agents } } = await this.settings.current(tx);
    await tx.query(UNDERSTOOD, [
      ticketId, queue, intent, confidence, urgency, language, complaint, tags, JSON.stringify(signals), JSON.stringify(entities), JSON.stringify(decision.explanation),
      Object.keys(agents).filter((name) => agents[name]?.queues.includes(queue)),
    ]);
    await this.routing.place(tx, ticketId, decision);
  }
}
