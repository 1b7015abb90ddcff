import type { Queryable } from '@widecast/database';

/** The label of a ticket that is about none of the vendor's intents. */
export const NO_INTENT = 'none';

/** A ticket whose intent a person has told. */
export interface LabelledTicket extends Record<string, unknown> {
  readonly intent: string;
  readonly subject: string;
  readonly text: string;
}

/** What a model is given of a ticket, in learning and in reading. */
export const textOf = ({ subject, text }: { readonly subject: string; readonly text: string }): string => (subject === '' ? text : `${subject}\n\n${text}`);

const LABELLED = `
  SELECT l.intent, t.subject, first.text
  FROM ticket_labels l JOIN tickets t ON t.id = l.ticket_id
  JOIN LATERAL (
    SELECT text FROM ticket_messages WHERE ticket_id = l.ticket_id AND direction = 'in' AND NOT automatic ORDER BY at, id LIMIT 1
  ) first ON first.text <> ''`;

const MOST_LEARNED = 50_000;
const MOST_FRESH = 1000;

/** The newest tickets that were labelled until then; moments are as PostgreSQL writes them, to the microsecond. */
export const labelledUntil = (database: Queryable, moment: string): Promise<LabelledTicket[]> =>
  database.query(`${LABELLED} WHERE l.first_labelled_at <= $1::timestamptz ORDER BY l.first_labelled_at DESC, l.ticket_id LIMIT ${MOST_LEARNED}`, [moment]);

/** The newest tickets that were labelled after it: no model that learned until then has seen them. */
export const labelledAfter = (database: Queryable, moment: string): Promise<LabelledTicket[]> =>
  database.query(`${LABELLED} WHERE l.first_labelled_at > $1::timestamptz ORDER BY l.first_labelled_at DESC, l.ticket_id LIMIT ${MOST_FRESH}`, [moment]);

export const keepLabel = (database: Queryable, ticketId: string, intent: string, actor: string): Promise<unknown[]> =>
  database.query(
    `INSERT INTO ticket_labels (ticket_id, intent, actor) VALUES ($1, $2, $3)
     ON CONFLICT (ticket_id) DO UPDATE SET intent = excluded.intent, actor = excluded.actor, labelled_at = excluded.labelled_at`,
    [ticketId, intent, actor],
  );
