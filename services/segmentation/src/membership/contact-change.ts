import type { SegmentNode } from './segment-order.ts';

/** Contacts that changed, and which rules may judge them differently now. */
export interface ContactChange {
  readonly contactIds: readonly string[];
  readonly touches: (segment: SegmentNode) => boolean;
}

/** For contacts that are new, or gone. */
export const everything = (): boolean => true;

/** For contacts of which these fields changed, and perhaps anything of their account, and their consent. */
export function fieldsTouched(fields: readonly string[]): ContactChange['touches'] {
  const touched = new Set(fields);
  return (segment) => segment.dependencies.fields.some((field) => touched.has(field)) || accountTouched(segment) || consentTouched(segment);
}

export function behavioursTouched(types: Iterable<string>): ContactChange['touches'] {
  const touched = new Set(types);
  return ({ dependencies }) => dependencies.behaviours.some((type) => touched.has(type));
}

export const accountTouched: ContactChange['touches'] = ({ dependencies }) => dependencies.fields.some((field) => field.startsWith('account.'));

export const consentTouched: ContactChange['touches'] = ({ dependencies }) => dependencies.consents.length > 0;
