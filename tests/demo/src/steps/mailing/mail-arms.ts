import type { Campaign } from '../../client/answers.ts';
import type { Demo } from '../../demo.ts';
import type { Customer } from '../../market/customer.ts';
import { costOf, type ArmPlan } from '../../market/market.ts';
import { addressesOf, isReachable, leftOutOf } from '../../market/reach.ts';
import { count } from '../../report/progress.ts';
import { MailRecord } from '../../system/sink/mail-record.ts';
import { armsByAttribute, checkShares, compareLedgerArms, membersOf, type Arms } from '../../truth/arms.ts';
import { armsByHash } from '../../truth/hashed-arms.ts';
import { checkLedger, runCampaign } from './campaigns.ts';
import { contactIdsOf } from '../prepare/contact-ids.ts';
import type { MadeSegment } from '../prepare/make-segments.ts';
import { makeTemplate } from '../prepare/templates.ts';

export interface ArmsMailed {
  readonly figures: string;
  readonly campaign: Campaign;
  readonly segmentId: string;
  /** Who must be in which arm, by the attribute or by the hash. */
  readonly arms: Arms;
  readonly sent: number;
}

/** The campaign with its arms over real SMTP; the sink's record of addresses must be the arms. */
export async function mailArms(demo: Demo, segment: MadeSegment, brandId: string): Promise<ArmsMailed> {
  const { market } = demo;
  const selected = market.customers.filter(market.segments[0].matches);
  const audience = selected.filter(isReachable);
  const begun = performance.now();
  const campaign = await runCampaign(demo, await draftOf(demo, segment, brandId), audience.length);
  const seconds = (performance.now() - begun) / 1000;

  const arms = await armsOf(demo, audience, campaign.id);
  await checkMail(demo, audience, arms);
  await compareLedgerArms(demo, campaign.id, arms);
  const sent = market.arms.filter(({ subject }) => subject !== null).reduce((sum, { name }) => sum + membersOf(arms, name).length, 0);
  checkFrozen(demo, campaign, selected);
  checkLedger(demo, 'campaign', campaign, { audience: audience.length, accepted: sent, held_out: audience.length - sent });
  const parts = market.arms.map(({ name }) => `${name} ${count(membersOf(arms, name).length)}`);
  return { figures: `${parts.join(', ')}; ${count(sent)} sent (${count(Math.round(sent / seconds))}/s)`, campaign, segmentId: segment.id, arms, sent };
}

async function armsOf(demo: Demo, audience: readonly Customer[], campaignId: string): Promise<Arms> {
  const { api, market: { arms: plan, assignment } } = demo;
  if (assignment.kind === 'attribute') return armsByAttribute(audience, assignment);
  const arms = armsByHash(audience, { plan, campaignId, contactIds: await contactIdsOf(api) });
  checkShares(demo, arms);
  return arms;
}

async function draftOf({ api, market }: Demo, segment: MadeSegment, brandId: string): Promise<object> {
  const arms: object[] = [];
  for (const arm of market.arms) {
    const { name, subject, weight } = arm;
    const templateId = subject === null ? null : await makeTemplate(api, brandId, subject);
    arms.push({ name, templateId, ...(weight === undefined ? {} : { weight }), costPerMessage: costOf(arm) });
  }
  return { name: 'News for all', segmentId: segment.id, arms, assignment: market.assignment };
}

async function checkMail({ market, sink, checks }: Demo, audience: readonly Customer[], arms: Arms): Promise<void> {
  const received = await sink.received();
  for (const arm of market.arms) {
    const record = recordOf(received, arm);
    if (record === undefined) continue;
    checks.sameSet(`campaign: addresses at the sink, ${arm.name}`, record.addresses, addressesOf(membersOf(arms, arm.name)));
    checks.equal(`campaign: second messages to an address, ${arm.name}`, record.repeats, 0);
    checks.equal(`campaign: messages without one-click unsubscribe, ${arm.name}`, record.withoutOneClick, 0);
  }
  const reached = new Set(received.map(({ to }) => to));
  const holdOut = market.arms.filter(({ subject }) => subject === null).flatMap(({ name }) => membersOf(arms, name));
  checks.equal('campaign: mailed although in the hold-out', holdOut.filter(({ email }) => reached.has(email)).length, 0);
  const allowed = addressesOf(audience);
  checks.equal('campaign: mailed without being in the audience', [...reached].filter((address) => !allowed.has(address)).length, 0);
}

const recordOf = (received: ConstructorParameters<typeof MailRecord>[0], { subject }: ArmPlan): MailRecord | undefined =>
  subject === null ? undefined : new MailRecord(received, subject);

function checkFrozen({ checks }: Demo, { selected, leftOut }: Campaign, customers: readonly Customer[]): void {
  checks.equal('campaign: selected', selected, customers.length);
  for (const [reason, number] of Object.entries(leftOutOf(customers))) checks.equal(`campaign: left out, ${reason}`, leftOut?.[reason] ?? 0, number);
}
