import { lastSeen } from '../../client/patience.ts';
import type { Demo } from '../../demo.ts';
import type { Customer } from '../../market/customer.ts';
import { count } from '../../report/progress.ts';

const LINK = /<(https?:[^>]+)>/;

interface Suppressions {
  readonly suppressions: readonly { readonly email: string }[];
}

/** Some press "unsubscribe" in their mail program, which sends what RFC 8058 says to the link of the header. */
export async function unsubscribe({ api, sink, checks }: Demo, leavers: readonly Customer[]): Promise<{ readonly figures: string }> {
  const links = new Map((await sink.received()).filter(({ oneClick }) => oneClick).map(({ to, unsubscribe: header }) => [to, LINK.exec(header)?.[1]]));
  for (const { email } of leavers) {
    const link = links.get(email) ?? 'no link in the message';
    const looked = await fetch(link);
    checks.equal(`unsubscribe: the page of the link, ${email}`, looked.status, 200);
    const pressed = await fetch(link, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
    checks.equal(`unsubscribe: one click, ${email}`, pressed.status, 200);
  }
  const known = async (): Promise<number> => {
    const { suppressions } = await api.get<Suppressions>('suppressions?limit=500');
    return leavers.filter(({ email }) => suppressions.some((one) => one.email === email)).length;
  };
  const { value } = await lastSeen({ what: 'suppressions', seconds: 10, read: known, isDone: (number) => number === leavers.length });
  checks.equal('unsubscribe: addresses suppressed', value, leavers.length);
  return { figures: `${count(leavers.length)} by one click` };
}
