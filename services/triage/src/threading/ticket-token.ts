import { createHmac, timingSafeEqual } from 'node:crypto';

/** 16 bytes of ticket id and 10 of signature as digits to base 36: fits the 64 characters of a local part, survives lower-casing. */
const LENGTH = 41;
const BYTES = 26;
const SHAPE = /^[0-9a-z]{41}$/;

/** Signs ticket ids, so that an answer finds its ticket and nobody can point at another. */
export class TicketTokens {
  private readonly key: Buffer;

  /** Tokens for one purpose are none for another. */
  constructor(secret: string, purpose = 'widecast ticket tokens') {
    this.key = createHmac('sha256', secret).update(purpose).digest();
  }

  tokenOf(ticketId: string): string {
    const id = Buffer.from(ticketId.replaceAll('-', ''), 'hex');
    const number = BigInt(`0x${Buffer.concat([id, this.signatureOf(id)]).toString('hex')}`);
    return number.toString(36).padStart(LENGTH, '0');
  }

  /** The ticket a token was made for; undefined where it was not made here. */
  ticketOf(token: string): string | undefined {
    const text = token.toLowerCase();
    if (!SHAPE.test(text)) return undefined;
    const bytes = bytesOf(text);
    if (bytes === undefined || !timingSafeEqual(bytes.subarray(16), this.signatureOf(bytes.subarray(0, 16)))) return undefined;
    const hex = bytes.toString('hex', 0, 16);
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  private signatureOf(id: Buffer): Buffer {
    return createHmac('sha256', this.key).update(id).digest().subarray(0, BYTES - 16);
  }
}

function bytesOf(base36: string): Buffer | undefined {
  let number = 0n;
  for (const digit of base36) number = number * 36n + BigInt(Number.parseInt(digit, 36));
  const hex = number.toString(16).padStart(BYTES * 2, '0');
  return hex.length === BYTES * 2 ? Buffer.from(hex, 'hex') : undefined;
}
