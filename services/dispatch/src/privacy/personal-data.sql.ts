import { inRangesOf } from '../ledger/ranges.ts';

/** Nothing is sent to him any more, whatever comes late. */
export const TOMBSTONE = `
  INSERT INTO contact_facts AS f (contact_id, version, has_address, advertising_consent) VALUES ($1, $2, false, false)
  ON CONFLICT (contact_id) DO UPDATE SET version = excluded.version, has_address = false, advertising_consent = false WHERE f.version <= excluded.version`;

// By the index of every source and by the ranges of campaigns: a look at the whole ledger would take minutes.
const OF_CONTACT = `(
  SELECT d.* FROM sources s JOIN deliveries d ON d.source_id = s.id AND d.contact_id = ANY($1::uuid[]) AND d.step <> ''
  UNION ALL SELECT d.* FROM ${inRangesOf('$1::uuid[]')}
) d JOIN sources s ON s.id = d.source_id`;
const SINGLE = `sources s JOIN deliveries d ON d.source_id = s.id AND s.kind IN ('message', 'ticket') AND lower(d.email) = ANY($2::text[])`;
const ARCHIVED = 'archived_deliveries d WHERE d.contact_id = ANY($1::uuid[]) AND d.first_seq IN (SELECT first_seq FROM ledger_archives WHERE source_id = d.source_id AND contacts && $1::uuid[])';

export const ADDRESSES = `
  SELECT DISTINCT lower(d.email) AS email FROM ${OF_CONTACT} WHERE d.email <> '' UNION SELECT lower(d.email) FROM ${ARCHIVED} AND d.email <> ''
  UNION SELECT used_email FROM suppressions WHERE contact_id = ANY($1::uuid[]) AND used_email IS NOT NULL`;

const PLACES = `SELECT d.source_id, d.seq FROM ${OF_CONTACT} WHERE d.email <> '' OR d.fields::text <> '{}' UNION SELECT d.source_id, d.seq FROM ${SINGLE}`;

/** In this order: answers are found by their deliveries. $1: his ids, $2: his addresses in small letters; each takes both. */
export const ERASE = {
  replies: `DELETE FROM replies WHERE id::text IN (
    SELECT d.step FROM ${OF_CONTACT} WHERE s.kind = 'ticket' UNION SELECT d.step FROM ${SINGLE} AND s.kind = 'ticket') RETURNING 1`,
  deliveries: `UPDATE deliveries l SET email = '', fields = '{}' FROM (${PLACES}) p WHERE l.source_id = p.source_id AND l.seq = p.seq RETURNING 1`,
  archivedDeliveries: `
    UPDATE ledger_archives a SET emails = (
      SELECT string_agg(CASE WHEN u.contact = ANY($1::uuid[]) THEN '' ELSE coalesce(u.email, '') END, E'\\n' ORDER BY u.n)
      FROM unnest(a.contacts, string_to_array(a.emails, E'\\n')) WITH ORDINALITY AS u (contact, email, n))
    WHERE a.contacts && $1::uuid[] AND $2::text[] IS NOT NULL RETURNING 1`,
  messages: `UPDATE messages SET email = NULL, fields = NULL WHERE (contact_id = ANY($1::uuid[]) OR lower(email) = ANY($2::text[])) AND (email IS NOT NULL OR fields IS NOT NULL) RETURNING 1`,
  mailbox: `DELETE FROM mailbox WHERE lower(recipient) = ANY($2::text[]) AND $1::uuid[] IS NOT NULL RETURNING 1`,
  suppressions: 'DELETE FROM suppressions WHERE contact_id = ANY($1::uuid[]) OR email = ANY($2::text[]) OR used_email = ANY($2::text[]) RETURNING 1',
  recentPromotions: 'DELETE FROM recent_promotions WHERE contact_id = ANY($1::uuid[]) AND $2::text[] IS NOT NULL RETURNING 1',
} as const;

const DELIVERY = `d.source_id AS "sourceId", d.step, d.email, d.state, d.reason, d.attempt, to_json(d.updated_at) #>> '{}' AS "updatedAt"`;

export const COLLECT = {
  deliveries: `SELECT s.kind AS source, d.fields, ${DELIVERY} FROM ${OF_CONTACT} WHERE $2::text[] IS NOT NULL ORDER BY d.updated_at`,
  archivedDeliveries: `SELECT (SELECT kind FROM sources WHERE id = d.source_id) AS source, ${DELIVERY} FROM ${ARCHIVED} AND $2::text[] IS NOT NULL ORDER BY d.updated_at`,
  messages: `SELECT id, template_id AS "templateId", email, fields, to_json(created_at) #>> '{}' AS "createdAt" FROM messages WHERE contact_id = ANY($1::uuid[]) OR lower(email) = ANY($2::text[])`,
  suppressions: `SELECT email, used_email AS "usedEmail", reason, to_json(created_at) #>> '{}' AS "createdAt" FROM suppressions
    WHERE contact_id = ANY($1::uuid[]) OR email = ANY($2::text[]) OR used_email = ANY($2::text[])`,
  mailbox: `SELECT sender, recipient, subject, text, to_json(at) #>> '{}' AS at FROM mailbox WHERE lower(recipient) = ANY($2::text[]) AND $1::uuid[] IS NOT NULL`,
} as const;
