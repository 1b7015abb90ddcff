import { prepared } from '@widecast/database';

/** Gives the rows of `drained` (id, topic, key, headers, value, bytes) dense offsets and writes them into the log. */
const PLACE_DRAINED = `
  placed AS (
    SELECT d.*, part.partition, row_number() OVER (PARTITION BY d.topic, part.partition ORDER BY d.id) - 1 AS place
    FROM drained d JOIN event_log.topics t USING (topic),
    LATERAL (SELECT (hashtext(d.key) & 2147483647) % t.partitions AS partition) part
  ), counted AS (
    SELECT topic, partition, count(*) AS records FROM placed GROUP BY topic, partition
  ), based AS (
    UPDATE event_log.partitions p SET next_offset = p.next_offset + c.records
    FROM counted c WHERE p.topic = c.topic AND p.partition = c.partition
    RETURNING p.topic, p.partition, p.next_offset - c.records AS base
  ), written AS (
    INSERT INTO event_log.records (topic, partition, "offset", key, headers, value, bytes)
    SELECT topic, partition, base + place, key, headers, value, bytes + octet_length(headers)
    FROM placed JOIN based USING (topic, partition)
    RETURNING 1
  )
  SELECT (SELECT count(*) FROM drained)::int AS drained, (SELECT count(*) FROM written)::int AS written
`;

/**
 * Moves the oldest committed rows of an outbox into the log.
 *
 * Rows are drained (deleted), not read behind a cursor, so a row of a slow transaction is never passed over. Writers of
 * one key serialise on the row they change before they insert here, so ids of one key are in commit order; a lower id
 * that commits later belongs to another key. One drain runs at a time (see LOCK_LOG), so offsets become visible in order.
 *
 * The oldest rows are all up to an id: as a join, they were read again for each of them where the plan was made while the outbox was empty.
 */
export const drainSql = (outbox: string): string => `
  WITH drained AS (
    DELETE FROM ${outbox} WHERE id <= (SELECT max(id) FROM (SELECT id FROM ${outbox} ORDER BY id LIMIT $1) oldest)
    RETURNING id, topic, key, headers, value, bytes
  ), ${PLACE_DRAINED}
`;

/** The same for records given as arrays. */
export const APPEND_SQL = prepared(`
  WITH drained AS (
    SELECT id, topic, key, headers, substr($4::bytea, start, length) AS value, bytes
    FROM unnest($1::text[], $2::text[], $3::text[], $5::int[], $6::int[], $7::int[]) WITH ORDINALITY AS r (topic, key, headers, start, length, bytes, id)
  ), ${PLACE_DRAINED}
`);

/** One writer of the log at a time, until its transaction ends. It goes by keys: a plan that is made while an outbox is empty reads all of it for each piece, later. */
export const LOCK_LOG = prepared(`SELECT pg_advisory_xact_lock(hashtext('widecast event log')), set_config('enable_seqscan', 'off', true)`);

export const CHANNEL = 'event_log';
