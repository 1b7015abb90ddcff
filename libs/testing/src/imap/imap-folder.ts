export interface StoredMail {
  readonly uid: number;
  readonly raw: Buffer;
  /** INTERNALDATE. */
  readonly at: Date;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A folder of an IMAP server: mails with UIDs that grow (RFC 3501 §2.3.1.1). */
export class ImapFolder {
  mails: readonly StoredMail[] = [];
  validity = 1;
  next = 1;

  add(raw: Buffer, at: Date = new Date()): void {
    this.mails = [...this.mails, { uid: this.next, raw, at }];
    this.next += 1;
  }

  remove(uid: number): void {
    this.mails = this.mails.filter((mail) => mail.uid !== uid);
  }

  /** Numbers all anew, as after a server was restored from a backup. */
  renumber(): void {
    this.validity += 1;
    this.mails = this.mails.map((mail, n) => ({ ...mail, uid: n + 1 }));
    this.next = this.mails.length + 1;
  }

  /** `UID a:*` and `SINCE 1-Nov-2026`; "a:*" names the last mail even where it is before a. */
  search(criteria: string): number[] {
    const from = Number(/(?:^| )(?:UID )?(\d+):\*/i.exec(criteria)?.[1] ?? 1);
    const [, day, month = '', year] = /SINCE (\d+)-(\w{3})-(\d{4})/i.exec(criteria) ?? [];
    const since = day === undefined ? 0 : Date.UTC(Number(year), MONTHS.indexOf(month), Number(day));
    const last = this.mails.at(-1)?.uid;
    return this.mails.filter(({ uid, at }) => (uid >= from || uid === last) && at.getTime() >= since).map(({ uid }) => uid);
  }
}
