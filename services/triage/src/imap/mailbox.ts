export type Security = 'tls' | 'starttls' | 'none';

/** Where mail is fetched by IMAP, and how far it has been. */
export interface Mailbox {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly security: Security;
  readonly username: string;
  readonly folder: string;
  /** What the server is shown: a password, or access tokens that are got with a refresh token. */
  readonly auth: 'password' | 'oauth';
  /** What is there already when it is added: taken, or left. */
  readonly take: 'new' | 'all';
  readonly createdAt: Date;
  /** Goes up whenever it is to be reached another way: who reads it begins a new connection. */
  readonly version: number;
}

/** How far a mailbox has been read (RFC 3501 §2.3.1.1): UIDs mean something only together with their UIDVALIDITY. */
export interface Cursor {
  readonly uidValidity: string;
  readonly lastUid: number;
  /** Mails that came to the server before are left; null: none are. */
  readonly since: Date | null;
}

/** What the server says of a folder when it is opened. */
export interface Folder {
  readonly uidValidity: string;
  readonly uidNext: number;
}

const DAY = 86_400_000;
/** Days after which it is no more known for sure that a mail was taken before, less some for safety. */
const REMEMBERED = 85;

/** Where to go on. When the server has numbered its mails anew, all of them are read again: which were taken before is known by their content. */
export function cursorFor({ take, createdAt }: Pick<Mailbox, 'take' | 'createdAt'>, known: Cursor | undefined, folder: Folder, now: Date): Cursor {
  if (known && known.uidValidity === folder.uidValidity) return known;
  if (!known) return { uidValidity: folder.uidValidity, lastUid: take === 'all' ? 0 : folder.uidNext - 1, since: null };
  const remembered = now.getTime() - REMEMBERED * DAY;
  const added = createdAt.getTime() - DAY;
  const since = take === 'new' || added < remembered ? new Date(Math.max(remembered, added)) : null;
  return { uidValidity: folder.uidValidity, lastUid: 0, since };
}
