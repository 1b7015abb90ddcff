import type { SegmentNode } from './segment-order.ts';

/** What of contacts changed, as far as rules look at it; kept as JSON while it waits. */
export interface Touched {
  readonly everything?: true;
  readonly account?: true;
  /** Purposes. */
  readonly consents?: readonly string[];
  readonly fields?: readonly string[];
  readonly behaviours?: readonly string[];
  /** One segment alone: its rule is new, or time has passed for it. */
  readonly segment?: string;
}

/** Contacts that changed, and which rules may judge them differently now. */
export interface ContactChange {
  readonly contactIds: readonly string[];
  readonly touches: Touched;
}

/** For contacts that are new, or gone. */
export const everything: Touched = { everything: true };
export const accountTouched: Touched = { account: true };
export const consentsTouched = (purposes: Iterable<string>): Touched => ({ consents: [...new Set(purposes)] });

export const fieldsTouched = (fields: readonly string[]): Touched => ({ fields });

/** What one of them says, and the other. */
export function bothTouched(one: Touched, other: Touched): Touched {
  if (one.everything === true || other.everything === true) return everything;
  const all = (a: readonly string[] = [], b: readonly string[] = []): string[] => [...new Set([...a, ...b])].sort();
  return {
    fields: all(one.fields, other.fields), consents: all(one.consents, other.consents), behaviours: all(one.behaviours, other.behaviours),
    ...(one.account === true || other.account === true ? { account: true } : {}),
  };
}

export const behavioursTouched = (types: Iterable<string>): Touched => ({ behaviours: [...new Set(types)] });

export const segmentTouched = (segment: string): Touched => ({ segment });

/** Whether a segment's rule looks at something that changed. */
export function touchesSegment({ id, dependencies: { fields, behaviours, consents } }: SegmentNode, touched: Touched): boolean {
  if (touched.everything === true || touched.segment === id) return true;
  if (consents.some((purpose) => touched.consents?.includes(purpose))) return true;
  if (touched.account === true && fields.some((field) => field.startsWith('account.'))) return true;
  return fields.some((field) => touched.fields?.includes(field)) || behaviours.some((type) => touched.behaviours?.includes(type));
}
