import type { Demo } from './demo.ts';
import type { Findings } from './findings.ts';
import type { Customer } from './market/customer.ts';
import { outcomesOf, type Deed } from './market/deeds.ts';
import { newcomersOf } from './market/generated/newcomers.ts';
import { shuffled, streamOf } from './market/random.ts';
import { addressesOf, isReachable, isUpper } from './market/reach.ts';
import { count } from './report/progress.ts';
import { answerTickets } from './steps/support/answer-tickets.ts';
import { statesOf } from './steps/mailing/campaigns.ts';
import { importCustomers } from './steps/prepare/import-customers.ts';
import { mailArms, type ArmsMailed } from './steps/mailing/mail-arms.ts';
import { mailVisitors } from './steps/mailing/mail-visitors.ts';
import { makeSegments } from './steps/prepare/make-segments.ts';
import { passFunnel } from './steps/funnel/pass-funnel.ts';
import { readCoverage } from './steps/measuring/read-coverage.ts';
import { readReport } from './steps/measuring/read-report.ts';
import { replayBehaviour } from './steps/measuring/replay-behaviour.ts';
import { sortTiers } from './steps/prepare/sort-tiers.ts';
import { makeBrand } from './steps/prepare/templates.ts';
import { unsubscribe } from './steps/mailing/unsubscribe.ts';
import { membersOf } from './truth/arms.ts';

export const STEPS = 10;
const LEAVERS = 5;
const WRITERS_ORDER = 31;

/** One funnel from import to report; every figure goes to the checks. */
export async function runDemo(demo: Demo): Promise<Omit<Findings, 'eventLog' | 'seconds' | 'checks' | 'differences'>> {
  const { market, progress } = demo;
  await progress.step('import', () => importCustomers(demo));
  const { handedOff, tiers } = await progress.step('tiers', () => sortTiers(demo));
  const { segments: [audience] } = await progress.step('segments', () => makeSegments(demo));
  if (audience === undefined) throw new Error('The market has no segment');
  const brandId = await makeBrand(demo.api);
  const mailed = await progress.step('campaign', () => mailArms(demo, audience, brandId));
  const { deeds } = await progress.step('behaviour', () => replayBehaviour(demo, mailed));
  const { writers, leavers } = choose(demo, mailed, deeds);
  const { report: ticketReport, complainers } = await progress.step('tickets', () => answerTickets(demo, writers));
  await progress.step('unsubscribe', () => unsubscribe(demo, leavers));
  const second = await progress.step('second campaign', () => mailVisitors(demo, brandId, deeds, { complainers, leavers }));
  const { funnel, sent } = await progress.step('boxed funnel', () => passFunnel(demo, brandId));
  const expected = mailed.sent + writers.length + second.sent + sent;
  const { report, coverage, messages, mailedUpperTier } = await progress.step('report', () => finish(demo, mailed, deeds, expected));
  return {
    market: market.title, arms: report.arms, lifts: report.lifts, spendDifferences: report.spendDifferences,
    ledger: statesOf(mailed.campaign.ledger), coverage, tiers, handedOff, mailedUpperTier,
    tickets: ticketReport.tickets, ticketReport, held: second.ledger['held'] ?? 0, secondLedger: second.ledger, funnel, messages,
  };
}

/** Among those who were mailed and came: some write to support, others unsubscribe. */
function choose({ market, letters, seed }: Demo, { arms }: ArmsMailed, deeds: readonly Deed[]): { readonly writers: readonly Customer[]; readonly leavers: readonly Customer[] } {
  const outcomeOf = outcomesOf(deeds);
  const mailed = market.arms.filter(({ subject }) => subject !== null).flatMap(({ name }) => membersOf(arms, name));
  const came = shuffled(streamOf(seed, WRITERS_ORDER), mailed.filter((customer) => isReachable(customer) && outcomeOf(customer).visit));
  if (came.length < letters.tickets + LEAVERS) throw new Error(`Only ${came.length} mailed customers visited; ${letters.tickets + LEAVERS} are needed. Take more --accounts`);
  return { writers: came.slice(0, letters.tickets), leavers: came.slice(letters.tickets, letters.tickets + LEAVERS) };
}

/** The report once more, after everything else; and nobody of the upper tiers in the whole record of the sink, nor one message too many. */
async function finish(demo: Demo, mailed: ArmsMailed, deeds: readonly Deed[], expected: number) {
  const { checks, market, seed, sink } = demo;
  const { campaign, arms } = mailed;
  const report = await readReport(demo, { name: 'final report', campaignId: campaign.id, arms, outcomeOf: outcomesOf(deeds) });
  const coverage = await readCoverage(demo, mailed);
  const received = await sink.received();
  const everybody = [...market.customers, ...newcomersOf(seed, market.customers.length).all];
  const upper = addressesOf(everybody.filter(isUpper));
  const mailedUpperTier = new Set(received.map(({ to }) => to).filter((address) => upper.has(address))).size;
  checks.equal('mailed although of the upper tiers', mailedUpperTier, 0);
  checks.equal('messages at the sink', received.length, expected);
  return { figures: `${count(received.length)} messages at the sink, ${count(mailedUpperTier)} of them to upper tiers`, report, coverage, messages: received.length, mailedUpperTier };
}
