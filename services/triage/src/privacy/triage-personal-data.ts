import { Injectable } from '@nestjs/common';
import type { Queryable, Transaction } from '@widecast/database';
import { ErasablePersonalData, type ErasedPerson, type Person, type PersonalRecords } from '@widecast/service-kit';
import { normalAddress } from '../contacts/address.ts';
import { HoldsService } from '../holds/holds.service.ts';
import { SlaPromisesService } from '../sla/sla-promises.service.ts';
import { AS_NEWS, TicketNews, type ChangedTicket } from '../tickets/ticket-news.ts';

const OWN_TICKETS = 'SELECT id, state FROM tickets WHERE contact_id = $1 OR email = ANY($2::text[])';

const TOMBSTONE = `
  INSERT INTO contacts AS c (contact_id, email, tier, version) VALUES ($1, NULL, NULL, $2)
  ON CONFLICT (contact_id) DO UPDATE SET email = NULL, tier = NULL, version = greatest(c.version, excluded.version)`;

const EMPTY_TICKETS = `
  UPDATE tickets SET email = '', name = NULL, subject = '', conversation = NULL, entities = '{}', signals = '{}', tags = '{}', contact_id = NULL, state = 'closed', closed_at = coalesce(closed_at, now()), version = version + 1, changed_at = now()
  WHERE id = ANY($1::uuid[]) RETURNING ${AS_NEWS}`;

const EMPTY_MESSAGES = `
  UPDATE ticket_messages SET text = '', full_text = '', html = NULL, attachments = '[]', message_id = NULL, ancestors = '{}', raw_ref = NULL WHERE ticket_id = ANY($1::uuid[]) RETURNING 1`;

/** By its envelope, or by who stands in its head: forms and mails that were fetched have another envelope, or none. */
const QUARANTINED = `
  lower(sender) = ANY($1::text[]) OR EXISTS (
    SELECT FROM regexp_matches(lower(encode(substr(raw, 1, 65536), 'escape')), '(?:^|\\n)(?:from|reply-to|sender):((?:[^\\n]*)(?:\\n[ \\t][^\\n]*)*)', 'g') AS head (field),
      regexp_matches(head.field[1], '[^\\s<>,;:"()]+@[^\\s<>,;:"()]+', 'g') AS written (email) WHERE written.email[1] = ANY($1::text[]))`;

/** Files that no message of anybody else has. */
const DROP_FILES = `
  DELETE FROM attached_files f USING (
    SELECT DISTINCT a ->> 'digest' AS digest FROM ticket_messages m CROSS JOIN LATERAL jsonb_array_elements(m.attachments) a WHERE m.ticket_id = ANY($1::uuid[]) AND a ->> 'digest' IS NOT NULL
  ) own WHERE f.digest = decode(own.digest, 'hex') AND NOT EXISTS (
    SELECT 1 FROM ticket_messages o WHERE o.attachments <> '[]' AND o.attachments @> jsonb_build_array(jsonb_build_object('digest', own.digest)) AND o.ticket_id <> ALL($1::uuid[]))`;

/** What support knows of a person: his tickets, with all that was written in them. */
@Injectable()
export class TriagePersonalData extends ErasablePersonalData {
  readonly service = 'triage';

  constructor(
    private readonly news: TicketNews,
    private readonly holds: HoldsService,
    private readonly promises: SlaPromisesService,
  ) {
    super();
  }

  /** Tickets stay, closed and empty, so that figures stay true. */
  async erase(tx: Transaction, person: ErasedPerson): Promise<Record<string, number>> {
    const known = await knownAs(tx, person);
    await tx.query(TOMBSTONE, [person.contactId, person.version]);
    const tickets = await tx.query<{ id: string; state: string }>(`${OWN_TICKETS} ORDER BY id FOR UPDATE`, known);
    const messages = await this.empty(tx, tickets);
    await this.holds.recount(tx, [person.contactId]);
    const requesters = await tx.query('DELETE FROM requesters WHERE email = ANY($1::text[]) RETURNING 1', [known[1]]);
    const quarantined = await tx.query(`DELETE FROM quarantined_mails WHERE ${QUARANTINED} RETURNING 1`, [known[1]]);
    return { tickets: tickets.length, messages, requesters: requesters.length, quarantinedMails: quarantined.length };
  }

  async collect(db: Queryable, person: Person): Promise<PersonalRecords> {
    const known = await knownAs(db, person);
    const tickets = await db.query(
      `SELECT t.number, t.subject, t.name, t.email, t.state, t.queue, t.intent, t.language, t.complaint, t.entities, t.signals, t.tags, (SELECT good FROM ticket_ratings r WHERE r.ticket_id = t.id) AS "ratedGood", to_json(t.opened_at) #>> '{}' AS "openedAt", (
         SELECT json_agg(json_build_object('direction', m.direction, 'at', m.at, 'text', m.full_text, 'attachments', m.attachments) ORDER BY m.at) FROM ticket_messages m WHERE m.ticket_id = t.id
       ) AS messages FROM tickets t WHERE t.contact_id = $1 OR t.email = ANY($2::text[]) ORDER BY t.number`, known);
    const quarantinedMails = await db.query(
      `SELECT sender, reason, bytes, to_json(received_at) #>> '{}' AS "receivedAt" FROM quarantined_mails WHERE ${QUARANTINED}`, [known[1]]);
    return { tickets, quarantinedMails };
  }

  private async empty(tx: Transaction, tickets: readonly { readonly id: string; readonly state: string }[]): Promise<number> {
    const ids = tickets.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await tx.query('DELETE FROM raw_mails WHERE id IN (SELECT raw_ref FROM ticket_messages WHERE ticket_id = ANY($1::uuid[]))', [ids]);
    await tx.query(DROP_FILES, [ids]);
    await tx.query('DELETE FROM bot_calls WHERE ticket_id = ANY($1::uuid[])', [ids]);
    const messages = await tx.query(EMPTY_MESSAGES, [ids]);
    await this.news.tell(tx, await tx.query<ChangedTicket>(EMPTY_TICKETS, [ids]));
    for (const { id, state } of tickets) if (state !== 'closed') await this.promises.tell(tx, id, 'closed');
    return messages.length;
  }
}

/** The contact and the addresses he is known by. */
async function knownAs(db: Queryable, { contactId, email }: Person): Promise<[string, string[]]> {
  const rows = await db.query<{ email: string }>('SELECT email FROM contacts WHERE contact_id = $1 AND email IS NOT NULL', [contactId]);
  const told = email === null ? undefined : normalAddress(email);
  return [contactId, [...new Set([...rows.map((row) => row.email), ...(told === undefined ? [] : [told])])]];
}
