import pg from 'pg';
import { CHANNEL } from './sequencer.sql.ts';

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

  async open(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'widecast event log', keepAlive: true });
    client.on('error', () => this.reopenSoon(client));
    client.on('end', () => this.reopenSoon(client));
    client.on('notification', ({ payload }) => this.tell(payload ?? ''));
    this.client = client;
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
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

  private reopenSoon(lost: pg.Client): void {
    if (this.closed || this.client !== lost) return;
    this.client = undefined;
    this.timer = setTimeout(() => void this.open().catch(() => this.retry()), 500);
  }

  private retry(): void {
    const failed = this.client;
    if (failed) this.reopenSoon(failed);
  }
}
