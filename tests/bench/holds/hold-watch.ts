import { Client } from 'pg';

const PAUSE = 10;
/** A hold that does not come in this time never will, in ms. */
const PATIENCE = 60_000;

/** Sees when dispatch knows of holds, to some 10 ms. */
export class HoldWatch {
  private readonly expected = new Map<string, number>();
  private readonly waits: number[] = [];
  private isClosing = false;
  private readonly watching: Promise<void>;

  private constructor(private readonly client: Client) {
    this.watching = this.watch();
  }

  static async open(databaseUrl: string): Promise<HoldWatch> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    return new HoldWatch(client);
  }

  /** From now on. */
  expect(contactId: string): void {
    this.expected.set(contactId, performance.now());
  }

  /** How long each took, in ms, sorted; throws where one does not come. */
  async close(): Promise<number[]> {
    this.isClosing = true;
    await this.watching;
    await this.client.end();
    return this.waits.toSorted((a, b) => a - b);
  }

  private async watch(): Promise<void> {
    while (!this.isClosing || this.expected.size > 0) {
      const { rows } = await this.client.query<{ id: string }>('SELECT contact_id AS id FROM dispatch.holds WHERE held AND contact_id = ANY($1)', [[...this.expected.keys()]]);
      const now = performance.now();
      for (const { id } of rows) this.waits.push(now - (this.expected.get(id) ?? now));
      for (const { id } of rows) this.expected.delete(id);
      const [oldest = now] = this.expected.values();
      if (now - oldest > PATIENCE) throw new Error(`${this.expected.size} complaints hold nothing after ${PATIENCE} ms`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
