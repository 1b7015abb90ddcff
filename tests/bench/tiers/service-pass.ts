import { randomUUID } from 'node:crypto';
import { audienceFrozen, campaignLaunched, type Tier } from '@widecast/contracts';
import { startTestService, waitUntil, type TestService } from '@widecast/testing';
import { segmentation } from '@widecast/segmentation';
import { generateMarket, type MarketOptions } from './market/generate-market.ts';
import type { RegionId } from './market/regions/region.ts';
import type { ContactRow, Market } from './market/market.ts';
import { POLICIES, tiersOfMarket } from './judging.ts';

export interface ServicePass {
  readonly contacts: number;
  readonly accounts: number;
  readonly upper: number;
  readonly audience: number;
  readonly upperInAudience: number;
  readonly withheldInAudience: number;
  /** Accounts whose tier is not the one that the policy alone, the joins included, gives. */
  readonly different: number;
}

const COLUMNS = [
  'email', 'name', 'title', ['account', 'external_account_id'], ['account_name', 'company'], ['account.domain', 'domain'], ['account.tax_id', 'tax_id'], ['account.legal_form', 'legal_form'],
  ['account.employees', 'employees'], ['account.revenue', 'revenue'], ['account.revenue_currency', 'revenue_currency'], ['account.seats', 'seats'], ['account.spend', 'spend'],
  ['account.industry', 'industry'], ['account.parent', 'parent_account'],
] as const;
type Column = keyof ContactRow;
const fieldOf = (column: (typeof COLUMNS)[number]): Column => (typeof column === 'string' ? column : column[1]);
const titleOf = (column: (typeof COLUMNS)[number]): string => (typeof column === 'string' ? column : column[0]);

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
function fileOf({ contacts }: Market): string {
  const rows = contacts.map((row) => [...COLUMNS.map((column) => cell(row[fieldOf(column)])), 'yes'].join(','));
  return `${[...COLUMNS.map(titleOf), 'consent'].join(',')}\n${rows.join('\n')}\n`;
}

async function importFile(service: TestService, market: Market): Promise<void> {
  const { status, body } = await service.call('POST', '/v1/imports?consentSource=market', { raw: { content: fileOf(market), type: 'text/csv' } });
  const { importId } = body as { importId?: string };
  if (importId === undefined) throw new Error(`The market was not imported (${status}): ${JSON.stringify(body).slice(0, 500)}`);
  const stateOf = async (): Promise<string> => ((await service.get(`/v1/imports/${importId}`)).body as { state: string }).state;
  await waitUntil(async () => !['running', 'settling'].includes(await stateOf()), { what: 'the import', timeout: 120_000 });
  const left = async (): Promise<unknown[]> => service.database.query('(SELECT FROM unsettled_contacts LIMIT 1) UNION ALL (SELECT FROM accounts_to_join LIMIT 1)');
  await waitUntil(async () => (await left()).length === 0, { what: 'the settling', timeout: 120_000 });
}

async function launch(service: TestService): Promise<string> {
  const { body } = await service.post('/v1/segments', { name: 'everybody', rule: { field: 'email', op: 'exists' } });
  const segmentId = (body as { id: string }).id;
  const campaignId = randomUUID();
  await service.publish(campaignLaunched, { campaignId, name: 'everybody', segmentId, arms: [{ name: 'a', holdOut: false, costPerMessage: 0 }], fields: [], launchedAt: new Date().toISOString() });
  await waitUntil(async () => (await service.published(audienceFrozen)).some((frozen) => frozen.campaignId === campaignId), { what: 'the audience', timeout: 120_000 });
  return campaignId;
}

async function countsOf(service: TestService, campaignId: string): Promise<Omit<ServicePass, 'different'>> {
  const [row] = await service.database.query<Omit<ServicePass, 'different'> & Record<string, number>>(
    `WITH audience AS (
       SELECT a.tier, a.mass_treatment FROM audience_chunks k CROSS JOIN unnest(k.contact_ids) AS m (id) JOIN contacts c ON c.id = m.id LEFT JOIN accounts a ON a.id = c.account_id
       WHERE k.campaign_id = $1
     )
     SELECT (SELECT count(*)::int FROM contacts) AS contacts, (SELECT count(*)::int FROM accounts) AS accounts,
       (SELECT count(*)::int FROM accounts WHERE tier IN ('UMM', 'ENTERPRISE')) AS upper, (SELECT count(*)::int FROM audience) AS audience,
       (SELECT count(*)::int FROM audience WHERE tier IN ('UMM', 'ENTERPRISE')) AS "upperInAudience",
       (SELECT count(*)::int FROM audience WHERE NOT mass_treatment) AS "withheldInAudience"`,
    [campaignId],
  );
  if (!row) throw new Error('nothing was counted');
  return row;
}

/** A market in a service of its own, judged. */
export async function withMarket<Result>(options: MarketOptions, work: (service: TestService, market: Market) => Promise<Result>): Promise<Result> {
  const market = generateMarket(options);
  const service = await startTestService(segmentation);
  try {
    await service.post(`/v1/tier-policies/${POLICIES[options.region].version}/choose`, {});
    await importFile(service, market);
    return await work(service, market);
  } finally {
    await service.stop();
  }
}

/** Imports a market, lets the service judge it and launches a campaign to everybody. */
export function throughService(options: MarketOptions): Promise<ServicePass> {
  return withMarket(options, async (service, market) => {
    const counts = await countsOf(service, await launch(service));
    const rows = await service.database.query<{ key: string; tier: Tier }>('SELECT key, tier FROM accounts');
    return { ...counts, different: differences({ market, region: options.region }, new Map(rows.map(({ key, tier }) => [key, tier]))) };
  });
}

/** Accounts that the service holds for another tier than the policy alone says. */
function differences({ market, region }: { readonly market: Market; readonly region: RegionId }, held: ReadonlyMap<string, Tier>): number {
  return tiersOfMarket(market, region).filter(({ accountId, tier }) => held.get(accountId.toLowerCase()) !== tier).length;
}
