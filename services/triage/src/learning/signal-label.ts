import type { Queryable } from '@widecast/database';
import type { LetterSignal } from '@widecast/text';
import { textOf } from './label.ts';

/** By signal, whether a person says that a ticket gives it. */
export type SignalTruth = Readonly<Partial<Record<LetterSignal, boolean>>>;

export interface LabelledLetter {
  readonly ticketId: string;
  readonly text: string;
  readonly signals: SignalTruth;
}

interface Row extends Record<string, unknown> {
  readonly ticketId: string;
  readonly subject: string;
  readonly text: string;
  readonly signals: SignalTruth;
}

const KEEP = `
  INSERT INTO ticket_signal_labels (ticket_id, signal, answer, actor) SELECT $1, key, value::boolean, $3 FROM jsonb_each_text($2::jsonb)
  ON CONFLICT (ticket_id, signal) DO UPDATE SET answer = excluded.answer, actor = excluded.actor, labelled_at = excluded.labelled_at`;

/** The first message of each, with all that was told of it. */
const LETTERS = `
  SELECT t.id AS "ticketId", t.subject, first.text, told.signals
  FROM (SELECT ticket_id, jsonb_object_agg(signal, answer) AS signals FROM ticket_signal_labels WHERE $1::uuid IS NULL OR ticket_id > $1 GROUP BY ticket_id) told
  JOIN tickets t ON t.id = told.ticket_id
  JOIN LATERAL (SELECT text FROM ticket_messages WHERE ticket_id = t.id AND direction = 'in' AND NOT automatic ORDER BY at, id LIMIT 1) first ON first.text <> ''
  ORDER BY t.id LIMIT $2`;

export const keepSignals = (database: Queryable, ticketId: string, truth: SignalTruth, actor: string): Promise<unknown[]> => database.query(KEEP, [ticketId, JSON.stringify(truth), actor]);

/** Tickets whose signals people have told, the oldest first. */
export async function labelledLetters(database: Queryable, { after, limit }: { readonly after?: string | undefined; readonly limit: number }): Promise<LabelledLetter[]> {
  const rows = await database.query<Row>(LETTERS, [after ?? null, limit]);
  return rows.map(({ ticketId, signals, ...said }) => ({ ticketId, text: textOf(said), signals }));
}
