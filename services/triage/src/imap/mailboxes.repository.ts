import { Inject, Injectable } from '@nestjs/common';
import { Database, isUniqueViolation } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { CONFIG, Conflict, NotFound, Sealing } from '@widecast/service-kit';
import type { TriageConfig } from '../config.ts';
import type { Cursor, Mailbox } from './mailbox.ts';
import { oauth, type OAuth } from './oauth.ts';

export type MailboxSecret = { readonly auth: 'password'; readonly password: string } | { readonly auth: 'oauth'; readonly oauth: OAuth };
/** What may change of a mailbox that goes on where it was. */
export type MailboxChange = { readonly [Key in 'name' | 'host' | 'port' | 'security' | 'username']?: Mailbox[Key] | undefined } & { readonly secret?: MailboxSecret };
export type NewMailbox = Omit<Mailbox, 'id' | 'createdAt' | 'auth' | 'version'> & { readonly secret: MailboxSecret };

/** With how it goes. */
export interface MailboxState extends Omit<Mailbox, 'version'> {
  readonly state: 'reading' | 'waiting' | 'fault';
  readonly fault: string | null;
  readonly faultAt: Date | null;
  readonly readAt: Date | null;
  readonly mails: number;
}

/** Seconds after which another process may go on where one has gone silent. */
export const LEASE = 30;

const SHOWN = 'id, name, host, port, security, username, folder, auth, take, created_at AS "createdAt"';
const MAILBOX = `${SHOWN}, version`;
const STATE = `${SHOWN}, fault, fault_at AS "faultAt", read_at AS "readAt", mails::float8 AS mails,
  CASE WHEN fault IS NOT NULL THEN 'fault' WHEN leased_until > now() AND read_at IS NOT NULL THEN 'reading' ELSE 'waiting' END AS state`;
const INSERT = `
  INSERT INTO imap_mailboxes (id, name, host, port, security, username, password, folder, take, auth) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

const CHANGE = `
  UPDATE imap_mailboxes SET name = coalesce($2, name), host = coalesce($3, host), port = coalesce($4, port), security = coalesce($5, security), username = coalesce($6, username),
    password = coalesce($7, password), auth = coalesce($8, auth), version = version + 1, fault = NULL, fault_at = NULL WHERE id = $1`;

const wordOf = (secret: MailboxSecret): string => (secret.auth === 'oauth' ? JSON.stringify(secret.oauth) : secret.password);

type Row<Thing> = Thing & Record<string, unknown>;

@Injectable()
export class Mailboxes {
  private readonly sealing: Sealing;

  constructor(private readonly database: Database, @Inject(CONFIG) config: TriageConfig) {
    this.sealing = new Sealing({ secret: config.WIDECAST_INTERNAL_SECRET, purpose: 'sealed passwords' });
  }

  /** Throws Conflict where the name is taken. */
  async add({ name, host, port, security, username, secret, folder, take }: NewMailbox): Promise<MailboxState> {
    const id = uuidv7();
    await this.database.query(INSERT, [id, name, host, port, security, username, this.sealing.seal(wordOf(secret), id), folder, take, secret.auth]).catch(nameTaken(name));
    return await this.show(id);
  }

  /** Goes on where it was. Throws Conflict where the name is taken, NotFound. */
  async change(id: string, { name, host, port, security, username, secret }: MailboxChange): Promise<MailboxState> {
    const sealed = secret && this.sealing.seal(wordOf(secret), id);
    await this.database.query(CHANGE, [id, name ?? null, host ?? null, port ?? null, security ?? null, username ?? null, sealed ?? null, secret?.auth ?? null]).catch(nameTaken(name));
    return await this.show(id);
  }

  list(): Promise<MailboxState[]> {
    return this.database.query<Row<MailboxState>>(`SELECT ${STATE} FROM imap_mailboxes ORDER BY name LIMIT 1000`);
  }

  /** Throws NotFound, as does the next. */
  async show(id: string): Promise<MailboxState> {
    const [mailbox] = await this.database.query<Row<MailboxState>>(`SELECT ${STATE} FROM imap_mailboxes WHERE id = $1`, [id]);
    if (!mailbox) throw new NotFound('mailbox', id);
    return mailbox;
  }

  async remove(id: string): Promise<void> {
    const gone = await this.database.query('DELETE FROM imap_mailboxes WHERE id = $1 RETURNING 1', [id]);
    if (gone.length === 0) throw new NotFound('mailbox', id);
  }

  /** Those that the process has from now on for {@link LEASE} seconds: its own, and those that nobody reads. */
  lease(process: string): Promise<Mailbox[]> {
    return this.database.query<Row<Mailbox>>(
      `UPDATE imap_mailboxes SET leased_by = $1, leased_until = now() + make_interval(secs => ${LEASE}) WHERE leased_by = $1 OR leased_until IS NULL OR leased_until < now() RETURNING ${MAILBOX}`,
      [process],
    );
  }

  async release(process: string): Promise<void> {
    await this.database.query('UPDATE imap_mailboxes SET leased_until = NULL, leased_by = NULL WHERE leased_by = $1', [process]);
  }

  /** Undefined where the secret of the installation is not the one it was sealed under. */
  async secret(id: string): Promise<MailboxSecret | undefined> {
    const [row] = await this.database.query<{ password: Buffer; auth: MailboxSecret['auth'] }>('SELECT password, auth FROM imap_mailboxes WHERE id = $1', [id]);
    const word = row && this.sealing.open(row.password, id);
    if (word === undefined) return undefined;
    return row?.auth === 'oauth' ? { auth: 'oauth', oauth: oauth.parse(JSON.parse(word)) } : { auth: 'password', password: word };
  }

  /** The token service has given another refresh token. */
  async renew(id: string, given: OAuth): Promise<void> {
    await this.database.query(`UPDATE imap_mailboxes SET password = $2 WHERE id = $1 AND auth = 'oauth'`, [id, this.sealing.seal(wordOf({ auth: 'oauth', oauth: given }), id)]);
  }

  async cursor(id: string): Promise<Cursor | undefined> {
    const [row] = await this.database.query<{ uidValidity: string | null; lastUid: string; since: Date | null }>(
      'SELECT uid_validity::text AS "uidValidity", last_uid AS "lastUid", since FROM imap_mailboxes WHERE id = $1', [id]);
    return row && row.uidValidity !== null ? { uidValidity: row.uidValidity, lastUid: Number(row.lastUid), since: row.since } : undefined;
  }

  /** Goes on for so many mails; also says that the mailbox can be read. */
  async advance(id: string, { uidValidity, lastUid, since }: Cursor, mails: number): Promise<void> {
    await this.database.query(
      'UPDATE imap_mailboxes SET uid_validity = $2, last_uid = $3, since = $4, mails = mails + $5, read_at = now(), fault = NULL, fault_at = NULL WHERE id = $1', [id, uidValidity, lastUid, since, mails]);
  }

  async noteFault(id: string, fault: string): Promise<void> {
    await this.database.query('UPDATE imap_mailboxes SET fault = $2, fault_at = now() WHERE id = $1', [id, fault]);
  }
}

const nameTaken = (name = '') => (error: unknown): never => {
  if (isUniqueViolation(error, 'imap_mailboxes_name')) throw new Conflict(`There is a mailbox "${name}" already; remove it first, or choose another name`);
  throw error;
};
