import pg from 'pg';
import { CHANNEL } from './sequencer.sql.ts';

const REOPEN_AFTER = 500;

/** Listens for new records on a connection of its own, and connects again when it is lost; polling covers the gap. */
export class WakeUp {
  private client: pg.Client | undefined;
  private closed = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly listeners = new Set<(what: string) => void>();

  constructor(private readonly url: string) {}

  on(listener: (what: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Throws when the first connection fails; one that is lost later is made again. */
  async open(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'widecast event log', keepAlive: true, connectionTimeoutMillis: 10_000 });
    client.on('error', () => undefined);
    client.on('notification', ({ payload }) => this.tell(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
    client.once('end', () => this.reopenSoon());
    if (this.closed) await this.close();
    this.tell('');
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private tell(what: string): void {
    for (const listener of this.listeners) listener(what);
  }

  private reopenSoon(): void {
    this.client = undefined;
    if (this.closed) return;
    this.timer = setTimeout(() => void this.open().catch(() => this.reopenSoon()), REOPEN_AFTER);
  }
}
