import { timingSafeEqual } from 'node:crypto';
import type { MessageSource } from '@widecast/contracts';
import { Hmac } from './hmac.ts';

/** Whom a link is about. It says all that is needed, so that it works when everything else is gone. */
export interface LinkSubject {
  readonly kind: MessageSource['kind'];
  readonly sourceId: string;
  readonly contactId: string;
  /** When the message was made, in ms since 1970: clicks and opens tell it, what unsubscribes needs no time. */
  readonly sentAt?: number;
}

/** What a token is good for; for anything else it is nothing. */
export type LinkPurpose = 'unsubscribe' | 'click' | 'open' | 'consent';

/** Their places are what tokens say: only ever append. */
const PURPOSES: readonly LinkPurpose[] = ['unsubscribe', 'click', 'open', 'consent'];
const KINDS: readonly LinkSubject['kind'][] = ['campaign', 'funnel', 'ticket', 'message'];
/** One byte of purpose and kind, two ids; six bytes of time behind them, where the purpose has one. */
const UNTIMED = 33;
const TIMED = UNTIMED + 6;
const lengthFor = (purpose: LinkPurpose): number => (purpose === 'unsubscribe' ? UNTIMED : TIMED);
/** 44 or 52 characters of the payload, 24 of its signature (144 bits). */
const TOKEN = /^([\w-]{44}|[\w-]{52})([\w-]{24})$/;

const idOf = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Signs and reads links that carry all they need: 68 characters that are safe in a URL, 76 with a time. */
export class LinkSigner {
  private readonly hmac: Hmac;
  private readonly older: readonly Hmac[];
  private readonly timed = Buffer.alloc(TIMED);
  private readonly untimed = this.timed.subarray(0, UNTIMED);
  /** What the payload is about now. */
  private sourceId = '';
  private contactId = '';

  /** Signs with `secret`; links that one of the `older` secrets signed stay good. */
  constructor(secret: string, older: readonly string[] = []) {
    this.hmac = new Hmac(secret);
    this.older = older.map((each) => new Hmac(each));
  }

  /** A click says where it leads; the same token with another destination is nothing. */
  sign(purpose: LinkPurpose, { kind, sourceId, contactId, sentAt = 0 }: LinkSubject, destination = ''): string {
    const payload = purpose === 'unsubscribe' ? this.untimed : this.timed;
    payload[0] = PURPOSES.indexOf(purpose) * 16 + KINDS.indexOf(kind);
    this.about(sourceId, contactId);
    if (payload === this.timed) payload.writeUIntBE(sentAt, UNTIMED, 6);
    return payload.toString('base64url') + this.hmac.of(payload, destination).slice(0, 24);
  }

  /** A message has several links about one subject, one after the other. */
  private about(sourceId: string, contactId: string): void {
    if (sourceId !== this.sourceId) this.timed.write(sourceId.replaceAll('-', ''), 1, 'hex');
    if (contactId !== this.contactId) this.timed.write(contactId.replaceAll('-', ''), 17, 'hex');
    [this.sourceId, this.contactId] = [sourceId, contactId];
  }

  /** Undefined where the token is not one of ours, or not for this. */
  read(purpose: LinkPurpose, token: string, destination = ''): LinkSubject | undefined {
    const [, encoded = '', signature = ''] = TOKEN.exec(token) ?? [];
    const payload = Buffer.from(encoded, 'base64url');
    const first = payload[0] ?? 0;
    const kind = KINDS[first & 15];
    if (payload.length !== lengthFor(purpose) || kind === undefined || PURPOSES[first >> 4] !== purpose) return undefined;
    if (![this.hmac, ...this.older].some((hmac) => isSame(hmac.of(payload, destination).slice(0, 24), signature))) return undefined;
    const subject = { kind, sourceId: idOf(payload.subarray(1, 17)), contactId: idOf(payload.subarray(17, UNTIMED)) };
    return purpose === 'unsubscribe' ? subject : { ...subject, sentAt: payload.readUIntBE(UNTIMED, 6) };
  }
}

const isSame = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(one), Buffer.from(other));
