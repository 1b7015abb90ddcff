import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const [IV, TAG] = [12, 16];

export interface SealingSecrets {
  readonly secret: string;
  /** Secrets before it, which open still. */
  readonly old?: readonly string[];
  /** What is sealed for another purpose opens nowhere here. */
  readonly purpose: string;
}

/** Keeps passwords and keys so that the database alone gives them to nobody: AES-256-GCM, bound to the place that each belongs to. */
export class Sealing {
  private readonly keys: readonly Buffer[];

  constructor({ secret, old = [], purpose }: SealingSecrets) {
    this.keys = [secret, ...old].map((each) => Buffer.from(hkdfSync('sha256', each, '', `widecast ${purpose}`, 32)));
  }

  /** Initialization vector, tag and cipher text in one. */
  seal(text: string, place: string): Buffer {
    const iv = randomBytes(IV);
    const cipher = createCipheriv(CIPHER, this.keys[0] ?? Buffer.alloc(0), iv).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** Undefined where no secret opens it, or it was sealed for another place. */
  open(sealed: Buffer, place: string): string | undefined {
    for (const key of this.keys) {
      const text = openedBy(key, sealed, place);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  /** Whether it can be opened without the old secrets. */
  isUpToDate(sealed: Buffer, place: string): boolean {
    const [key] = this.keys;
    return key !== undefined && openedBy(key, sealed, place) !== undefined;
  }
}

/** Undefined where another secret has sealed it. */
function openedBy(key: Buffer, sealed: Buffer, place: string): string | undefined {
  try {
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV)).setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(IV, IV + TAG));
    return Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
