import type { DkimKey } from '@widecast/mail';
import type { Publication } from './publication.ts';

/** `waiting` for its DNS record or a person; `active` signs; `retired` does not sign any more. */
export type DkimKeyState = 'waiting' | 'active' | 'retired';

export type Algorithm = 'rsa' | 'ed25519';

/** A key of a sender's domain, without its private half. */
export interface DkimKeyRow {
  readonly id: string;
  readonly domain: string;
  readonly selector: string;
  readonly algorithm: DkimKey['algorithm'];
  /** What must stand in DNS. */
  readonly record: string;
  readonly state: DkimKeyState;
  /** What stood in DNS at the last look. */
  readonly dns: Publication;
  readonly lookedAt: Date | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly activatedBy: string | null;
  readonly activatedAt: Date | null;
  readonly retiredAt: Date | null;
}

/** A selector that says when the key was made and of which kind it is, and that is not taken: `wc20261201r`. */
export function selectorFor(algorithm: Algorithm, now: Date, taken: ReadonlySet<string>): string {
  const plain = `wc${now.toISOString().slice(0, 10).replaceAll('-', '')}${algorithm.charAt(0)}`;
  for (let n = 2, selector = plain; ; n += 1) {
    if (!taken.has(selector)) return selector;
    selector = `${plain}${n}`;
  }
}
