import type { LeftOutReason } from '@widecast/contracts';
import type { Arm, Assignment } from '../audiences/assignment.ts';
import type { SendingPolicy } from '../policy/sending-policy.ts';
import { finding, type Finding } from './finding.ts';

/** Whom a segment selects and who of them may be reached, as segmentation counts them now. */
export interface Reach {
  readonly selected: number;
  readonly audience: number;
  readonly leftOut: Readonly<Record<LeftOutReason, number>>;
  /** How many of the audience have no value for a merge field; fields of which nothing was asked are absent. */
  readonly lacking?: Readonly<Record<string, number>>;
  /** How many of the audience have an address that only mail systems with SMTPUTF8 take; absent where it was not asked. */
  readonly beyondAscii?: number;
}

/** What decides how many of the audience get a message, and of which arm. */
export interface Shares {
  readonly arms: readonly Arm[];
  readonly assignment: Assignment;
  readonly policy: Pick<SendingPolicy, 'globalHoldOut'>;
}

/** What the messages of a campaign will cost, hold-outs excepted, the global one too. */
export interface Cost {
  readonly messages: number;
  readonly amount: number;
}

const NAMES: Record<LeftOutReason, string> = {
  upper_tier: 'are of the upper tiers and belong to account-based sales', unknown_tier: 'have no known tier',
  doubtful_tier: 'may be of the upper tiers, too likely for mass messages', no_consent: 'have given no consent', no_address: 'have no address',
  role_address: 'have the address of an office', disposable_address: 'have a disposable address',
  suppressed: 'are suppressed',
};

export const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

/** Who would be reached; undefined where it could not be asked. */
export type Found = Reach | 'no_segment' | undefined;

export function audienceFindings(reach: Found): Finding[] {
  if (reach === 'no_segment') return [finding('error', 'audience', 'audience', 'there is no such segment, so the launch would find nobody; change the segmentId of the campaign, GET /v1/segments lists them')];
  if (!reach) return [finding('unknown', 'audience', 'audience', 'the audience could not be counted: segmentation does not answer, or the key lacks segments:read')];
  const { selected, audience, leftOut } = reach;
  const left = Object.entries(leftOut).filter(([, count]) => count > 0).map(([reason, count]) => `${count} (${percent(count, selected)}) ${NAMES[reason as LeftOutReason]}`);
  const why = left.length > 0 ? `; left out: ${left.join(', ')}` : '';
  if (audience === 0) return [finding('error', 'audience', 'audience', `nobody would be reached of ${selected} contacts in the segment${why}`)];
  const severity = leftOut.no_consent * 2 > selected || leftOut.upper_tier * 10 > selected ? 'warning' : 'ok';
  return [finding(severity, 'audience', 'audience', `${audience} of ${selected} contacts will be reached${why}`)];
}

/** By the weights of the arms; null where the audience is not known, or an attribute of each contact says which arm he is of. */
export function costOf({ arms, assignment, policy }: Shares, reach: Reach | undefined): Cost | null {
  if (!reach || assignment.kind === 'attribute') return null;
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  const reached = reach.audience * (1 - (policy.globalHoldOut?.share ?? 0));
  const sent = arms.filter(({ templateId }) => templateId !== null).map(({ weight, costPerMessage }) => ({ messages: (reached * weight) / total, costPerMessage }));
  const amount = sent.reduce((sum, { messages, costPerMessage }) => sum + messages * costPerMessage, 0);
  return { messages: Math.round(sent.reduce((sum, { messages }) => sum + messages, 0)), amount: Math.round(amount * 100) / 100 };
}

/** What the cost alone does not say. */
export function holdOutFindings({ assignment, policy }: Shares): Finding[] {
  const share = policy.globalHoldOut?.share ?? 0;
  return [
    ...(share > 0 ? [finding('ok', 'global_hold_out', 'audience', `${percent(share, 1)} of them are of the global hold-out and get nothing`)] : []),
    ...(assignment.kind === 'attribute' ? [finding('unknown', 'cost', 'campaign', `the attribute "${assignment.attribute}" of each contact says which arm he is of, so it is not known before the launch how many messages each arm has`)] : []),
  ];
}
