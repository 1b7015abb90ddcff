import { Injectable } from '@nestjs/common';
import { columnsOf, Database, prepared, usePrimaryKeys, type Transaction } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { HoldsService } from '../holds/holds.service.ts';
import { AS_NEWS, TicketNews, type ChangedTicket } from '../tickets/ticket-news.ts';
import { normalAddress, withoutTag } from './address.ts';
import { UpperDomains } from './upper-domains.service.ts';

export interface KnownContact {
  readonly contactId: string;
  readonly version: number;
  readonly email: string | null;
  readonly tier: string | null;
}

export interface Requester {
  /** The same for every ticket from the address. */
  readonly requesterId: string;
  readonly contactId: string | null;
  /** Of the contact; else of the upper-tier account whose domain he writes from; null where neither is known. */
  readonly tier: string | null;
}

/** Taken shared by who reads the book to file a ticket, alone by who writes it: no ticket slips between the two. */
const BOOK = `hashtext('widecast address book')`;
const OPEN = prepared(`SELECT pg_advisory_xact_lock_shared(${BOOK})`);
const BATCH = 1000;

const REQUESTERS = prepared(`
  WITH given AS (SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[]) AS g (email, id, plain)), made AS (
    INSERT INTO requesters (email, id) SELECT email, id FROM given WHERE NOT EXISTS (SELECT 1 FROM requesters r WHERE r.email = given.email) ON CONFLICT (email) DO NOTHING RETURNING email, id
  )
  SELECT own.email, own.id AS "requesterId", known.contact_id AS "contactId", known.tier
  FROM (SELECT email, id FROM made UNION ALL SELECT email, id FROM requesters WHERE email = ANY($1)) own JOIN given ON given.email = own.email
  LEFT JOIN LATERAL (
    SELECT contact_id, tier FROM contacts WHERE email IN (own.email, given.plain) ORDER BY email = own.email DESC, learned_at DESC, contact_id LIMIT 1) known ON true`);

// Under the lock as few statements as can be: each is a wait for a process that may be busy with a list.
const LEARN = `
  WITH alone AS MATERIALIZED (SELECT pg_advisory_xact_lock(${BOOK}))
  INSERT INTO contacts (contact_id, email, tier, version) SELECT l.* FROM alone, unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[]) AS l
  ON CONFLICT (contact_id) DO UPDATE SET email = excluded.email, tier = excluded.tier, version = excluded.version, learned_at = now()
  WHERE contacts.version < excluded.version
  RETURNING contact_id AS "contactId", email`;
/** A statement of its own: it must see the tickets that were filed before the lock was given. They are held in one order for all who hold several. */
const LINK = `
  WITH held AS MATERIALIZED (SELECT id FROM tickets WHERE email = ANY($2::text[]) AND contact_id IS NULL ORDER BY id FOR UPDATE)
  UPDATE tickets SET contact_id = learned.contact_id, version = tickets.version + 1, changed_at = now()
  FROM held, unnest($1::uuid[], $2::text[]) AS learned (contact_id, email)
  WHERE tickets.id = held.id AND tickets.email = learned.email AND tickets.contact_id IS NULL
  RETURNING ${AS_NEWS}`;

/** Who writes from which address: what segmentation tells of contacts. */
@Injectable()
export class AddressBook {
  private readonly readers = new WeakSet<Transaction>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly holds: HoldsService,
    private readonly news: TicketNews,
    private readonly domains: UpperDomains,
  ) {}

  /** Keeps what is known of contacts as it is until the end of the transaction. */
  async open(tx: Transaction): Promise<void> {
    if (this.readers.has(tx)) return;
    await tx.query(OPEN);
    this.readers.add(tx);
  }

  /** Gives everybody who writes an id, and the contact where one is known, under the address or without its +tag (RFC 5233); by address. */
  async requestersOf(tx: Transaction, emails: readonly string[]): Promise<ReadonlyMap<string, Requester>> {
    await this.open(tx);
    await usePrimaryKeys(tx);
    const known = new Map<string, Requester>();
    // Who is written by another transaction at this moment is there for the next statement.
    for (let missing = [...new Set(emails)].toSorted(); missing.length > 0; missing = missing.filter((email) => !known.has(email))) {
      const rows = await tx.query<Requester & { readonly email: string }>(REQUESTERS, [missing, missing.map(() => uuidv7()), missing.map((email) => withoutTag(email).address)]);
      for (const { email, ...requester } of rows) known.set(email, requester);
    }
    await this.recogniseColleagues(tx, known);
    return known;
  }

  private async recogniseColleagues(tx: Transaction, known: Map<string, Requester>): Promise<void> {
    const strangers = [...known].filter(([, { contactId }]) => contactId === null);
    const tiers = await this.domains.tiersOf(tx, strangers.map(([email]) => email));
    for (const [email, requester] of strangers) known.set(email, { ...requester, tier: tiers.get(email) ?? null });
  }

  /** Learns addresses; tickets that waited for a contact under them are linked, and their complaints hold him. */
  async learn(contacts: readonly KnownContact[]): Promise<void> {
    const newest = newestOf(contacts);
    for (let at = 0; at < newest.length; at += BATCH) await this.learnSome(newest.slice(at, at + BATCH));
  }

  /** One after the other: who files a ticket meanwhile waits for one of them, not for as many as there are partitions. */
  private learnSome(contacts: readonly KnownContact[]): Promise<void> {
    const learned = this.turn.then(() => this.database.transaction((tx) => this.write(tx, contacts)));
    this.turn = learned.catch(() => undefined);
    return learned;
  }

  private async write(tx: Transaction, contacts: readonly KnownContact[]): Promise<void> {
    const columns = columnsOf(contacts, (one) => one.contactId, (one) => one.email && normalAddress(one.email), (one) => one.tier, (one) => one.version);
    const learned = await tx.query<{ contactId: string; email: string | null }>(LEARN, columns);
    await this.link(tx, learned);
  }

  private async link(tx: Transaction, learned: readonly { contactId: string; email: string | null }[]): Promise<void> {
    const linked = await tx.query<ChangedTicket>(LINK, columnsOf(learned, (one) => one.contactId, (one) => one.email));
    if (linked.length === 0) return;
    await this.news.tell(tx, linked);
    await this.holds.recount(tx, linked.flatMap(({ contactId }) => contactId ?? []));
  }
}

function newestOf(contacts: readonly KnownContact[]): KnownContact[] {
  const newest = new Map<string, KnownContact>();
  for (const contact of contacts) {
    const known = newest.get(contact.contactId);
    if (!known || known.version < contact.version) newest.set(contact.contactId, contact);
  }
  return [...newest.values()].toSorted((a, b) => (a.contactId < b.contactId ? -1 : 1));
}
