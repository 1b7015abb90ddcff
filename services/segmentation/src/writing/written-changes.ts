import { accountTouched, bothTouched, consentsTouched, everything, fieldsTouched, type ContactChange, type Touched } from '../membership/contact-change.ts';
import { groupBy } from '../membership/group-by.ts';
import type { WrittenContact } from './staged-contacts.ts';

/** Ways in which contacts of one batch changed that are told apart: each costs statements of its own. */
const WAYS = 4;

/** What rules have to look at again: for each contact what of him, or of one of these accounts, changed, where that is not different for everybody. */
export function changesOf(written: readonly WrittenContact[], accounts: ReadonlySet<string>): ContactChange[] {
  const touchedIn = (contact: WrittenContact): Touched => bothTouched(ownOf(contact), accounts.has(contact.accountId ?? '') ? accountTouched : {});
  const seen = written.map((contact) => ({ id: contact.id, touches: touchedIn(contact) })).filter(({ touches }) => isSeen(touches));
  const ways = [...groupBy(seen, ({ touches }) => JSON.stringify(touches)).values()].toSorted((one, other) => other.length - one.length);
  return [...ways.slice(0, WAYS - 1), ways.slice(WAYS - 1).flat()].filter((way) => way.length > 0)
    .map((way) => ({ contactIds: way.map(({ id }) => id), touches: way.map(({ touches }) => touches).reduce(bothTouched) }));
}

const isSeen = ({ everything: all, account, fields = [], consents = [] }: Touched): boolean => all === true || account === true || fields.length + consents.length > 0;

function ownOf({ created, changed }: WrittenContact): Touched {
  if (created || changed === null) return everything;
  const parts = [fieldsTouched(changed.fields ?? []), changed.account ? accountTouched : {}, changed.consent ? consentsTouched(['advertising']) : {}];
  return parts.reduce(bothTouched, {});
}
