import { contactHoldChanged, type ContactHoldChanged, type Recipient } from '@widecast/contracts';
import { pick, type Random } from '../../demo/src/market/random.ts';
import type { LogWriter } from './log-writer.ts';
import type { Mailing } from './mailing.ts';
import type { RoughDatabase } from './rough-database.ts';
import type { Senders } from './senders.ts';
import type { Ban } from './verdict.ts';

const AT_A_TIME = 3;
const RELEASED = 0.5;

interface Hold {
  readonly recipient: Recipient;
  ban?: Ban;
}

/** Suppresses addresses and opens and closes complaints in the middle of everything, and remembers from when on that was known. */
export class Bans {
  readonly all: Ban[] = [];
  private holds: Hold[] = [];

  constructor(
    private readonly senders: Senders, private readonly database: RoughDatabase, private readonly log: LogWriter, private readonly mailing: Mailing, private readonly random: Random,
  ) {}

  async make(): Promise<void> {
    await this.confirm();
    this.release();
    const { recipients } = this.mailing;
    for (let n = 0; n < AT_A_TIME; n += 1) {
      const { email } = pick(this.random, recipients);
      await this.senders.post('suppressions', { email, reason: 'asked_for_it' });
      this.all.push({ email, from: Date.now(), until: Infinity });
    }
    const held = Array.from({ length: AT_A_TIME }, () => pick(this.random, recipients)).filter((one) => !this.holds.some(({ recipient }) => recipient === one));
    this.log.publish(contactHoldChanged, [...new Set(held)].map((recipient) => holdOf(recipient, 'held')));
    this.holds.push(...[...new Set(held)].map((recipient) => ({ recipient })));
  }

  /** A hold counts from when dispatch has it. */
  async confirm(): Promise<void> {
    const open = this.holds.filter(({ ban }) => ban === undefined);
    const rows = await this.database.query<{ id: string }>('SELECT contact_id AS id FROM dispatch.holds WHERE held AND contact_id = ANY($1)', [open.map(({ recipient }) => recipient.contactId)]);
    const known = new Set(rows.map(({ id }) => id));
    for (const hold of open.filter(({ recipient }) => known.has(recipient.contactId))) {
      hold.ban = { email: hold.recipient.email, from: Date.now(), until: Infinity };
      this.all.push(hold.ban);
    }
  }

  /** All complaints are closed: nothing is held any more. */
  async end(): Promise<void> {
    await this.confirm();
    this.free(this.holds.filter(({ ban }) => ban === undefined || ban.until === Infinity));
  }

  private release(): void {
    this.free(this.holds.filter(({ ban }) => ban?.until === Infinity && this.random() < RELEASED));
  }

  private free(done: readonly Hold[]): void {
    for (const { ban } of done) if (ban) ban.until = Date.now();
    this.log.publish(contactHoldChanged, done.map(({ recipient }) => holdOf(recipient, 'released')));
  }
}

function holdOf({ contactId }: Recipient, what: 'held' | 'released'): ContactHoldChanged {
  const held = what === 'held';
  return { contactId, version: held ? 1 : 2, held, openComplaints: held ? 1 : 0, at: new Date().toISOString() };
}
