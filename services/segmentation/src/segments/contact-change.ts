import type { SegmentNode } from './segment-order.ts';

/** Contacts that changed, and which rules may judge them differently now. */
export interface ContactChange {
  readonly contactIds: readonly string[];
  readonly touches: (segment: SegmentNode) => boolean;
}

/** For contacts that are new. */
export const everything = (): boolean => true;

/** For contacts of which these fields changed, and perhaps anything of their account, and their consent. */
export function fieldsTouched(fields: readonly string[], also: { readonly account: boolean; readonly consent: boolean }): ContactChange['touches'] {
  const touched = new Set(fields);
  return ({ dependencies: { fields, consents } }) =>
    fields.some((field) => touched.has(field) || (also.account && field.startsWith('account.'))) || (also.consent && consents.length > 0);
}

export function behavioursTouched(types: Iterable<string>): ContactChange['touches'] {
  const touched = new Set(types);
  return ({ dependencies }) => dependencies.behaviours.some((type) => touched.has(type));
}

export const consentTouched: ContactChange['touches'] = ({ dependencies }) => dependencies.consents.length > 0;
