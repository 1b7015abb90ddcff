import { createDataSource, Database, migrate, prepared } from '@widecast/database';
import { GroupHasMembers, type EventLog, type Lag, type Member, type OutgoingRecord, type Relay, type RelaySettings, type Subscription, type TopicSpec } from '../log/event-log.ts';
import { packAll } from '../log/packed.ts';
import { RelayLoop } from '../outbox/relay-loop.ts';
import { CreateEventLog1764000000001 } from './migrations/1764000000001-create-event-log.ts';
import { PostgresMember } from './postgres.member.ts';
import { APPEND_SQL, CHANNEL, drainSql, LOCK_LOG } from './sequencer.sql.ts';
import { ensurePostgresTopics } from './topic-creation.ts';
import { Upkeep } from './upkeep.ts';
import { WakeUp } from './wake-up.ts';

export interface PostgresEventLogSettings {
  readonly url: string;
  /** Partitions of a new topic; default 6. */
  readonly partitions?: number;
  /** A member that is silent for so long loses its partitions, in ms; default 10,000. */
  readonly session?: number;
  /** How often a relay looks without being woken, in ms; default 5,000: only what a killed process left is not told of. */
  readonly poll?: number;
  readonly onError?: (error: unknown) => void;
}

const ANY_IN_OUTBOX = prepared('SELECT FROM outbox LIMIT 1');
const DRAIN_OUTBOX = prepared(drainSql('outbox'));
const DRAIN_ROWS = 5000;
const PARTITIONS_AT_A_TIME = 4;

/** The event log in PostgreSQL: an outbox drained by a sequencer, groups as leases on partitions. */
export class PostgresEventLog implements EventLog {
  readonly kind = 'postgres';
  private readonly members = new Set<PostgresMember>();
  private readonly upkeep: Upkeep;

  private constructor(
    private readonly database: Database,
    private readonly wakeUp: WakeUp,
    private readonly settings: PostgresEventLogSettings,
  ) {
    wakeUp.on((what) => this.onWake(what));
    this.upkeep = new Upkeep(database, (error) => this.onError(error));
  }

  static async open(settings: PostgresEventLogSettings): Promise<PostgresEventLog> {
    const dataSource = createDataSource({ url: settings.url, schema: 'event_log', entities: [], migrations: [CreateEventLog1764000000001], poolSize: 6 });
    await dataSource.initialize();
    try {
      await migrate(dataSource);
      const wakeUp = new WakeUp(settings.url);
      await wakeUp.open();
      return new PostgresEventLog(new Database(dataSource), wakeUp, settings);
    } catch (error) {
      await dataSource.destroy();
      throw error;
    }
  }

  ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    return ensurePostgresTopics(this.database, topics, this.settings.partitions ?? 6);
  }

  async append(records: readonly OutgoingRecord[]): Promise<void> {
    const columns = [
      records.map(({ topic }) => topic), records.map(({ key }) => key),
      records.map(({ headers }) => JSON.stringify(headers)), ...packAll(records.map(({ value }) => value)),
    ];
    await this.write(this.database, APPEND_SQL, columns);
  }

  relay(database: Database, settings: RelaySettings = {}): Relay {
    const drain = async (): Promise<number> => {
      const rows = await database.query(ANY_IN_OUTBOX);
      return rows.length === 0 ? 0 : this.write(database, DRAIN_OUTBOX, [DRAIN_ROWS]);
    };
    return new RelayLoop({ onError: this.onError, ...settings, drain, poll: this.settings.poll ?? 5000 });
  }

  async join(subscription: Subscription): Promise<Member> {
    const member = new PostgresMember(subscription, {
      database: this.database,
      session: this.settings.session ?? 10_000,
      concurrency: PARTITIONS_AT_A_TIME,
      onError: this.onError,
      onRebalance: () => void this.database.query('SELECT pg_notify($1, $2)', [CHANNEL, subscription.group]).catch(this.onError),
    });
    await member.start();
    this.members.add(member);
    return { holds: (...place) => member.holds(...place), resume: (...where) => member.resume(...where), stop: () => this.part(member) };
  }

  async lagOf(group: string, topics: readonly string[]): Promise<readonly Lag[]> {
    const rows = await this.database.query<{ topic: string; partition: number; committed: string; lag: string }>(
      `SELECT p.topic, p.partition, coalesce(a.committed, 0)::text AS committed, (p.next_offset - coalesce(a.committed, 0))::text AS lag
       FROM event_log.partitions p LEFT JOIN event_log.assignments a ON a.group_name = $1 AND a.topic = p.topic AND a.partition = p.partition
       WHERE p.topic = ANY($2) ORDER BY p.topic, p.partition`,
      [group, topics],
    );
    return rows.map(({ committed, lag, ...place }) => ({ ...place, committed: BigInt(committed), lag: BigInt(lag) }));
  }

  async rewind(group: string, topics: readonly string[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const members = await tx.query('SELECT 1 FROM event_log.members WHERE group_name = $1 AND alive_until > now()', [group]);
      if (members.length > 0) throw new GroupHasMembers(group);
      // The epoch fences off a member that was taken for dead and wakes up later.
      await tx.query(
        'UPDATE event_log.assignments SET committed = 0, owner = NULL, leased_until = NULL, epoch = epoch + 1 WHERE group_name = $1 AND topic = ANY($2)',
        [group, topics],
      );
    });
  }

  async ping(): Promise<void> {
    await this.database.query('SELECT 1');
  }

  async close(): Promise<void> {
    this.upkeep.stop();
    await Promise.all([...this.members].map((member) => this.part(member)));
    await this.wakeUp.close();
    await this.database.dataSource.destroy();
  }

  private async write(database: Database, sql: string, parameters: unknown[]): Promise<number> {
    return database.transaction(async (tx) => {
      await tx.query(LOCK_LOG);
      const [done] = await tx.query<{ drained: number; written: number }>(sql, parameters);
      const { drained, written } = done ?? { drained: 0, written: 0 };
      if (written !== drained) throw new Error(`${drained - written} records are for topics that the event log does not have`);
      if (drained > 0) await tx.query(`NOTIFY ${CHANNEL}`);
      return drained;
    });
  }

  private async part(member: PostgresMember): Promise<void> {
    if (this.members.delete(member)) await member.stop();
  }

  /** An empty message tells of records, another one of a group whose members changed. */
  private onWake(what: string): void {
    for (const member of this.members) {
      if (what === '') member.look();
      else if (what === member.group) void member.renew();
    }
  }

  private readonly onError = (error: unknown): void => this.settings.onError?.(error);
}
