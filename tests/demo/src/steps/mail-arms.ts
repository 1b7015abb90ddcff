import type { Campaign } from '../client/answers.ts';
import type { Demo } from '../demo.ts';
import type { Customer } from '../market/customer.ts';
import type { ArmPlan } from '../market/market.ts';
import { addressesOf, isReachable, leftOutOf } from '../market/reach.ts';
import { count } from '../report/progress.ts';
import { MailRecord } from '../system/mail-record.ts';
import { armsByAttribute, armsBySink, checkAssignment, type Arms } from '../truth/arms.ts';
import { checkLedger, runCampaign } from './campaigns.ts';
import type { MadeSegment } from './make-segments.ts';
import { makeTemplate } from './templates.ts';

export interface ArmsMailed {
  readonly figures: string;
  readonly campaign: Campaign;
  /** Who is in which arm, by the attribute or by what the sink received. */
  readonly arms: Arms;
}

/** The campaign with its arms over real SMTP; the sink's record tells who was mailed what. */
export async function mailArms(demo: Demo, segment: MadeSegment, brandId: string): Promise<ArmsMailed> {
  const { market } = demo;
  const selected = market.customers.filter(market.segments[0].matches);
  const audience = selected.filter(isReachable);
  const begun = performance.now();
  const campaign = await runCampaign(demo, await draftOf(demo, segment, brandId), audience.length);
  const seconds = (performance.now() - begun) / 1000;

  const arms = await checkMail(demo, audience);
  if (market.assignment.kind === 'hash') await checkAssignment(demo, campaign.id, arms);
  const sent = market.arms.filter(({ subject }) => subject !== null).reduce((sum, { name }) => sum + (arms.get(name)?.length ?? 0), 0);
  checkFrozen(demo, campaign, selected);
  checkLedger(demo, 'campaign', campaign, { audience: audience.length, accepted: sent, held_out: audience.length - sent });
  const parts = market.arms.map(({ name }) => `${name} ${count(arms.get(name)?.length ?? 0)}`);
  return { figures: `${parts.join(', ')}; ${count(sent)} sent (${count(Math.round(sent / seconds))}/s)`, campaign, arms };
}

async function draftOf({ api, market }: Demo, segment: MadeSegment, brandId: string): Promise<object> {
  const arms: object[] = [];
  for (const { name, subject, weight } of market.arms) {
    const templateId = subject === null ? null : await makeTemplate(api, brandId, subject);
    arms.push({ name, templateId, ...(weight === undefined ? {} : { weight }), costPerMessage: subject === null ? 0 : 0.001 });
  }
  return { name: 'News for all', segmentId: segment.id, arms, assignment: market.assignment };
}

async function checkMail({ market, sink, checks }: Demo, audience: readonly Customer[]): Promise<Arms> {
  const received = await sink.received();
  const mailed = new Map(market.arms.map((arm) => [arm.name, recordOf(received, arm)]));
  const arms = market.assignment.kind === 'attribute' ? armsByAttribute(audience, market.assignment) : armsBySink(audience, market.arms, mailed);
  for (const [name, members] of arms) {
    const record = mailed.get(name);
    if (record === undefined) continue;
    checks.sameSet(`campaign: addresses at the sink, ${name}`, record.addresses, addressesOf(members));
    checks.equal(`campaign: second messages to an address, ${name}`, record.repeats, 0);
    checks.equal(`campaign: messages without one-click unsubscribe, ${name}`, record.withoutOneClick, 0);
  }
  const reached = new Set(received.map(({ to }) => to));
  const holdOut = market.arms.filter(({ subject }) => subject === null).flatMap(({ name }) => arms.get(name) ?? []);
  checks.equal('campaign: mailed although in the hold-out', holdOut.filter(({ email }) => reached.has(email)).length, 0);
  const allowed = addressesOf(audience);
  checks.equal('campaign: mailed without being in the audience', [...reached].filter((address) => !allowed.has(address)).length, 0);
  return arms;
}

const recordOf = (received: ConstructorParameters<typeof MailRecord>[0], { subject }: ArmPlan): MailRecord | undefined =>
  subject === null ? undefined : new MailRecord(received, subject);

function checkFrozen({ checks }: Demo, { selected, leftOut }: Campaign, customers: readonly Customer[]): void {
  checks.equal('campaign: selected', selected, customers.length);
  for (const [reason, number] of Object.entries(leftOutOf(customers))) checks.equal(`campaign: left out, ${reason}`, leftOut?.[reason] ?? 0, number);
}
