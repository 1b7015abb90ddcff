import type { Campaign } from '../../client/answers.ts';
import type { Demo } from '../../demo.ts';
import type { Customer } from '../../market/customer.ts';
import type { Deed } from '../../market/deeds.ts';
import { addressesOf, isReachable, leftOutOf } from '../../market/reach.ts';
import { count } from '../../report/progress.ts';
import { MailRecord } from '../../system/sink/mail-record.ts';
import { checkLedger, runCampaign, statesOf } from './campaigns.ts';
import { makeSegment } from '../prepare/make-segments.ts';
import { makeTemplate } from '../prepare/templates.ts';

const SUBJECT = 'Welcome back';
const PLAN = { name: 'Visited in the last two weeks', rule: { behaviour: 'visited', within: { days: 14 } } };

export interface Kept {
  readonly complainers: readonly Customer[];
  readonly leavers: readonly Customer[];
}

export interface VisitorsMailed {
  readonly figures: string;
  /** Every state of its ledger. */
  readonly ledger: Readonly<Record<string, number>>;
  /** How many must have been reached. */
  readonly sent: number;
}

/** A second campaign, to all who came back: those with an open complaint are held, those who unsubscribed are not written to. */
export async function mailVisitors(
  demo: Demo, brandId: string, deeds: readonly Deed[], { complainers, leavers }: Kept,
): Promise<VisitorsMailed> {
  const { api, checks, sink } = demo;
  const visitors = [...new Set(deeds.filter(({ type }) => type === 'visited').map(({ customer }) => customer))];
  const segment = await makeSegment(demo, PLAN, visitors.length);
  const templateId = await makeTemplate(api, brandId, SUBJECT);
  const draft = { name: SUBJECT, segmentId: segment.id, arms: [{ name: 'All', templateId }], assignment: { kind: 'hash' } };
  const campaign = await runCampaign(demo, draft, visitors.length);

  const kept = addressesOf([...complainers, ...leavers]);
  const expected = visitors.filter((visitor) => isReachable(visitor) && !kept.has(visitor.email));
  const record = new MailRecord(await sink.received(), SUBJECT);
  checks.sameSet('second campaign: addresses at the sink', record.addresses, addressesOf(expected));
  checks.equal('second campaign: second messages to an address', record.repeats, 0);
  checks.equal('second campaign: complainers at the sink', complainers.filter(({ email }) => record.addresses.has(email)).length, 0);
  checks.equal('second campaign: unsubscribed at the sink', leavers.filter(({ email }) => record.addresses.has(email)).length, 0);
  const suppressed = checkLeavers(demo, campaign, { visitors, leavers });
  const audience = expected.length + complainers.length + suppressed;
  checkLedger(demo, 'second campaign', campaign, { audience, accepted: expected.length, held: complainers.length, suppressed });
  const ledger = statesOf(campaign.ledger);
  const figures = `${count(record.addresses.size)} reached, ${count(ledger['held'] ?? 0)} held for their complaint, ${count(leavers.length)} unsubscribed`;
  return { figures, ledger, sent: expected.length };
}

/** An unsubscribed contact is left out when the audience is frozen or stopped at the fence, whichever comes first. */
function checkLeavers({ checks }: Demo, { leftOut, ledger }: Campaign, { visitors, leavers }: { readonly visitors: readonly Customer[]; readonly leavers: readonly Customer[] }): number {
  const truth = leftOutOf(visitors);
  const suppressed = Number(ledger['suppressed']);
  checks.equal('second campaign: left out, upper_tier', leftOut?.['upper_tier'] ?? 0, truth.upper_tier);
  checks.equal('second campaign: left out or suppressed without consent', (leftOut?.['no_consent'] ?? 0) + (leftOut?.['suppressed'] ?? 0) + suppressed, truth.no_consent + leavers.length);
  return suppressed;
}
