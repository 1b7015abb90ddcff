import { keySpelling } from '../addresses/domain-spelling.ts';
import { normaliseAddress } from '../addresses/email-address.ts';
import type { ContactDraft } from '../writing/contact-draft.ts';
import type { Refusal } from '../writing/refusals.ts';
import type { ContactInput } from './contacts.api.ts';

/** Splits what came into contacts that can be written together and those that cannot. */
export function draftsOf(inputs: readonly ContactInput[]): { drafts: ContactDraft[]; refused: Refusal[] } {
  const drafts: ContactDraft[] = [];
  const refused: Refusal[] = [];
  const seen = new Map<string, number>();
  inputs.forEach((input, place) => {
    const result = normaliseAddress(input.email);
    if ('defect' in result) {
      refused.push({ place, field: 'email', message: result.defect });
      return;
    }
    const twin = twinOf(seen, { email: result.address, externalId: input.externalId, place });
    if (twin) refused.push({ place, field: twin.field, message: `the same is in contacts[${twin.place}]; give each contact once` });
    else drafts.push(draftOf(input, result.address, place));
  });
  return { drafts, refused };
}

interface Identity {
  readonly email: string;
  readonly externalId: string | undefined;
  readonly place: number;
}

function twinOf(seen: Map<string, number>, { email, externalId, place }: Identity): { field: string; place: number } | null {
  const keys = [['email', `@${email}`], ...(externalId === undefined ? [] : [['externalId', `#${externalId}`]])] as const;
  for (const [field = '', key = ''] of keys) {
    const known = seen.get(key);
    if (known !== undefined) return { field, place: known };
  }
  for (const [, key = ''] of keys) seen.set(key, place);
  return null;
}

/** Under the address in its one spelling. */
export function draftOf({ account, consent, consents, ...input }: ContactInput, email: string, place: number): ContactDraft {
  return {
    place, email, told: null,
    externalId: input.externalId ?? null,
    name: input.name ?? null,
    language: input.language ?? null,
    attributes: input.attributes ?? {},
    account: account ? { key: account.key === undefined ? null : keySpelling(account.key), name: account.name ?? null, signals: account.signals ?? {} } : null,
    otherConsents: consents?.map(({ proof, ...other }) => ({ ...other, proof: proof ?? null })),
    consent: consent ? { granted: consent.granted, source: consent.source, proof: consent.proof ?? null } : null,
  };
}
