import { lastSeen } from '../../client/patience.ts';
import type { Demo } from '../../demo.ts';
import type { FunnelFindings } from '../../findings.ts';
import type { Customer } from '../../market/customer.ts';
import type { Deed } from '../../market/deeds.ts';
import { newcomersOf } from '../../market/generated/newcomers.ts';
import { addressesOf } from '../../market/reach.ts';
import { MailRecord } from '../../system/sink/mail-record.ts';
import { checkFunnel, checkFunnelReport } from './check-funnel.ts';
import { makeSegment } from '../prepare/make-segments.ts';
import { tellBehaviour } from '../measuring/tell-behaviour.ts';
import { makeTemplate } from '../prepare/templates.ts';

const SUBJECTS = { welcome: 'Good that you are here', reminder: 'You had a look around', reason: 'Three reasons to come' } as const;
const PLAN = { name: 'Signed up in the demo', rule: { field: 'attributes.signed_up', op: 'exists' } } as const;
/** Long enough that what a contact does within it is known before it ends, on a busy machine too. */
const WAIT_SECONDS = 6;
const PATIENCE = 60;

export interface FunnelPassed {
  readonly figures: string;
  readonly funnel: FunnelFindings;
  /** How many messages it must have sent. */
  readonly sent: number;
}

/** People sign up and pass a boxed funnel by themselves: message, wait, branch on what they did, message, goal. */
export async function passFunnel(demo: Demo, brandId: string): Promise<FunnelPassed> {
  const { api, checks, market, seed } = demo;
  const people = newcomersOf(seed, market.customers.length);
  const funnelId = await activate(demo, brandId);
  await api.post('contacts', { contacts: people.all.map(draftOf) });

  await arrived(demo, SUBJECTS.welcome, people.lower);
  await tell(demo, [...people.visitors.map((one) => deed(one, 'visited')), ...people.quickBuyers.map((one) => deed(one, 'purchased'))]);
  await arrived(demo, SUBJECTS.reminder, people.visitors);
  await tell(demo, people.slowBuyers.map((one) => deed(one, 'purchased')));
  const strangers = people.lower.filter((one) => !people.visitors.includes(one) && !people.quickBuyers.includes(one));
  await arrived(demo, SUBJECTS.reason, strangers);

  const counts = await checkFunnel(demo, funnelId, people);
  const messages = { welcome: people.lower.length, reminder: people.visitors.length, reason: strangers.length };
  await checkFunnelReport(demo, funnelId, counts, messages);
  const mailed = new MailRecord(await demo.sink.received(), SUBJECTS.welcome).addresses.size;
  const funnel = { entered: counts.goal + counts.active + counts.completed, mailed, goal: counts.goal, completed: counts.completed };
  checks.equal('funnel: entered, of the lower tiers', funnel.entered, people.lower.length);
  const figures = `${funnel.entered} entered, ${mailed} welcomed, ${counts.goal} reached the goal, ${counts.completed} passed through without`;
  return { figures, funnel, sent: messages.welcome + messages.reminder + messages.reason };
}

async function activate(demo: Demo, brandId: string): Promise<string> {
  const { api } = demo;
  const segment = await makeSegment(demo, PLAN, 0);
  const templateIds: Record<string, string> = {};
  for (const [step, subject] of Object.entries(SUBJECTS)) templateIds[step] = await makeTemplate(api, brandId, subject);
  const settings = { segmentId: segment.id, templateIds, waitSeconds: WAIT_SECONDS, visit: 'visited', goal: 'purchased', fields: ['name', 'language'] };
  const { id } = await api.post<{ id: string }>('funnels', { name: 'From sign-up to purchase', boxed: 'second-purchase', settings });
  await api.post(`funnels/${id}/activate`);
  return id;
}

const draftOf = ({ email, name, language, account, attributes }: Customer): object => ({
  email, name, language, attributes, account: { key: account.key, name: account.name, signals: account.signals }, consent: { granted: true, source: 'sign-up form' },
});

const deed = (customer: Customer, type: Deed['type']): Deed => ({ eventId: `funnel-${type}-${customer.number}`, customer, type, value: type === 'purchased' ? 10 : null });

const tell = (demo: Demo, deeds: readonly Deed[]): Promise<unknown> => tellBehaviour(demo, deeds, new Date());

async function arrived({ sink, checks }: Demo, subject: string, expected: readonly Customer[]): Promise<void> {
  const read = async (): Promise<MailRecord> => new MailRecord(await sink.received(), subject);
  const isDone = ({ addresses }: MailRecord): boolean => addresses.size >= expected.length;
  const { value } = await lastSeen({ what: `messages "${subject}"`, seconds: PATIENCE, read, isDone });
  checks.sameSet(`funnel: received "${subject}"`, value.addresses, addressesOf(expected));
  checks.equal(`funnel: received "${subject}" twice`, value.repeats, 0);
}
