import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const [IV, TAG] = [12, 16];

const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'widecast dkim keys', 32));

/** Keeps private keys so that the database alone gives them to nobody: AES-256-GCM, bound to the name that each belongs to. */
export class KeySafe {
  private readonly keys: readonly Buffer[];

  /** Seals with the first secret, and opens what any of them has sealed. */
  constructor(secret: string, old: readonly string[]) {
    this.keys = [secret, ...old].map(keyOf);
  }

  /** Initialization vector, tag and cipher text in one. */
  seal(text: string, name: string): Buffer {
    const iv = randomBytes(IV);
    const cipher = createCipheriv(CIPHER, this.keys[0] ?? Buffer.alloc(0), iv).setAAD(Buffer.from(name));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** Undefined where no secret opens it. */
  open(sealed: Buffer, name: string): string | undefined {
    for (const key of this.keys) {
      try {
        const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV)).setAAD(Buffer.from(name)).setAuthTag(sealed.subarray(IV, IV + TAG));
        return Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()]).toString('utf8');
      } catch {
        // Another secret has sealed it.
      }
    }
    return undefined;
  }
}
