import { prepared, type Queryable, type Transaction } from '@widecast/database';

/** A partition that a member works on; the epoch fences off a member that lost it without noticing. */
export interface Lease {
  readonly topic: string;
  readonly partition: number;
  readonly epoch: string;
}

export interface Ready extends Lease {
  readonly committed: string;
  readonly nextOffset: string;
}

/** What a member has, and how many partitions are its fair share. */
export interface Holding {
  readonly leases: readonly Lease[];
  readonly share: number;
}

export interface Who {
  readonly group: string;
  readonly memberId: string;
  readonly topics: readonly string[];
}

const QUERIES = {
  keepAlive: `
    WITH alive AS (
      UPDATE event_log.members SET alive_until = now() + make_interval(secs => $4)
      WHERE group_name = $1 AND member_id = $2 AND topics = $3 RETURNING 1
    ), extended AS (
      UPDATE event_log.assignments SET leased_until = now() + make_interval(secs => $4)
      WHERE group_name = $1 AND owner = $2 AND topic = ANY($3) RETURNING topic, partition, epoch::text AS epoch
    ), sizes AS (
      SELECT (SELECT count(*) FROM event_log.partitions WHERE topic = ANY($3)) AS partitions,
             (SELECT count(*) FROM event_log.members WHERE group_name = $1) AS members
    )
    SELECT topic, partition, epoch, ceil(partitions::numeric / greatest(members, 1))::int AS share FROM extended, sizes
    WHERE EXISTS (SELECT FROM alive)
      AND NOT EXISTS (SELECT FROM event_log.members WHERE group_name = $1 AND alive_until < now())
      AND NOT EXISTS (
        SELECT FROM event_log.partitions p LEFT JOIN event_log.assignments a ON a.group_name = $1 AND a.topic = p.topic AND a.partition = p.partition
        WHERE p.topic = ANY($3) AND (a.owner IS NULL OR a.leased_until < now())
      )`,
  announce: `
    INSERT INTO event_log.members (group_name, member_id, topics, alive_until) VALUES ($1, $2, $3, now() + make_interval(secs => $4))
    ON CONFLICT (group_name, member_id) DO UPDATE SET alive_until = EXCLUDED.alive_until, topics = EXCLUDED.topics`,
  bury: 'DELETE FROM event_log.members WHERE group_name = $1 AND alive_until < now()',
  cover: `
    INSERT INTO event_log.assignments (group_name, topic, partition)
    SELECT $1, topic, partition FROM event_log.partitions WHERE topic = ANY($2) ON CONFLICT DO NOTHING`,
  extend: `
    UPDATE event_log.assignments SET leased_until = now() + make_interval(secs => $4)
    WHERE group_name = $1 AND owner = $2 AND topic = ANY($3) RETURNING topic, partition, epoch::text AS epoch`,
  share: `
    SELECT ceil(
      (SELECT count(*) FROM event_log.assignments WHERE group_name = $1 AND topic = ANY($2))::numeric
      / greatest((SELECT count(*) FROM event_log.members WHERE group_name = $1), 1)
    )::int AS share`,
  claim: `
    WITH free AS (
      SELECT topic, partition FROM event_log.assignments
      WHERE group_name = $1 AND topic = ANY($3) AND (owner IS NULL OR leased_until < now())
      ORDER BY topic, partition LIMIT $4 FOR UPDATE SKIP LOCKED
    )
    UPDATE event_log.assignments a SET owner = $2, epoch = a.epoch + 1, leased_until = now() + make_interval(secs => $5)
    FROM free WHERE a.group_name = $1 AND a.topic = free.topic AND a.partition = free.partition
    RETURNING a.topic, a.partition, a.epoch::text AS epoch`,
  ready: prepared(`
    SELECT a.topic, a.partition, a.epoch::text AS epoch, a.committed::text AS committed, p.next_offset::text AS "nextOffset"
    FROM event_log.assignments a JOIN event_log.partitions p USING (topic, partition)
    WHERE a.group_name = $1 AND a.owner = $2 AND a.leased_until > now() AND p.next_offset > a.committed
    ORDER BY random()`),
  commit: prepared(`
    UPDATE event_log.assignments SET committed = $6
    WHERE group_name = $1 AND topic = $2 AND partition = $3 AND owner = $4 AND epoch = $5 RETURNING 1`),
  release: `
    UPDATE event_log.assignments SET owner = NULL, leased_until = NULL
    WHERE group_name = $1 AND topic = $2 AND partition = $3 AND owner = $4 AND epoch = $5`,
  leave: 'DELETE FROM event_log.members WHERE group_name = $1 AND member_id = $2',
} as const;

/**
 * Extends the leases of a member whose group has nothing to share anew, in one statement; undefined where it may have:
 * somebody has died or is not announced, a partition has no owner, or the member has none.
 */
export async function keepAlive(database: Queryable, { group, memberId, topics }: Who, seconds: number): Promise<Holding | undefined> {
  const rows = await database.query<Lease & { share: number }>(QUERIES.keepAlive, [group, memberId, topics, seconds]);
  const [first] = rows;
  return first && { leases: rows, share: first.share };
}

/** Extends the leases a member has, and takes free partitions up to its fair share. Gives all it has, and the share. */
export async function renew(tx: Transaction, { group, memberId, topics }: Who, seconds: number): Promise<Holding> {
  await tx.query(QUERIES.announce, [group, memberId, topics, seconds]);
  await tx.query(QUERIES.bury, [group]);
  await tx.query(QUERIES.cover, [group, topics]);
  const held = await extend(tx, { group, memberId, topics }, seconds);
  const [row] = await tx.query<{ share: number }>(QUERIES.share, [group, topics]);
  const share = row?.share ?? 0;
  if (held.length >= share) return { leases: held, share };
  const claimed = await tx.query<Lease & Record<string, unknown>>(QUERIES.claim, [group, memberId, topics, share - held.length, seconds]);
  return { leases: [...held, ...claimed], share };
}

/** Extends the leases that a member has, and takes no others. */
export function extend(database: Queryable, { group, memberId, topics }: Who, seconds: number): Promise<Lease[]> {
  return database.query<Lease & Record<string, unknown>>(QUERIES.extend, [group, memberId, topics, seconds]);
}

export function findReady(database: Queryable, { group, memberId }: Who): Promise<Ready[]> {
  return database.query<Ready & Record<string, unknown>>(QUERIES.ready, [group, memberId]);
}

/** False where the partition was lost to another member meanwhile: that one delivers the records again. */
export async function commit(database: Queryable, { group, memberId }: Who, lease: Lease, next: bigint): Promise<boolean> {
  const done = await database.query(QUERIES.commit, [group, lease.topic, lease.partition, memberId, lease.epoch, next.toString()]);
  return done.length > 0;
}

export async function release(database: Queryable, { group, memberId }: Who, lease: Lease): Promise<void> {
  await database.query(QUERIES.release, [group, lease.topic, lease.partition, memberId, lease.epoch]);
}

export async function leave(database: Queryable, { group, memberId }: Who): Promise<void> {
  await database.query(QUERIES.leave, [group, memberId]);
}
