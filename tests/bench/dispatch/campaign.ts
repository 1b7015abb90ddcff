import { waitUntil } from '@widecast/testing';
import type { ServiceProcess } from '../service-process.ts';
import { ask } from './bench-database.ts';
import { MAIL } from './mail.ts';

/** From the launch, in seconds. */
export interface CampaignTimes {
  readonly all: number;
  readonly first: number;
  readonly accepted: number;
}

const TIMES = `
  SELECT extract(epoch FROM max(d.updated_at) - c.launched_at)::float8 AS all,
         extract(epoch FROM min(d.updated_at) - c.launched_at)::float8 AS first, count(*)::int AS accepted
  FROM dispatch.deliveries d JOIN dispatch.campaigns c ON c.id = d.source_id WHERE d.state = 'accepted' AND c.id = $1 GROUP BY c.launched_at`;

export type MakeCampaign = () => Promise<string>;

/** A brand and a template of the mail that all send; gives what drafts campaigns of them, each by its id. */
export async function campaignMaker(service: ServiceProcess): Promise<MakeCampaign> {
  const made = async (path: string, body: object): Promise<string> => (await service.call<{ id: string }>('POST', path, body)).id;
  const name = `Shop ${Date.now()}`;
  const brandId = await made('brands', {
    name, legalName: 'Shop Ltd', postalAddress: '1 Main Street, Springfield', fromName: 'Shop', fromAddress: 'a@shop.test', tracking: 'unless_refused',
  });
  const templateId = await made('templates', { name, kind: 'promotion', brandId, ...MAIL });
  return () => made('campaigns', { name, segmentId: brandId, arms: [{ name: 'all', templateId }] });
}

/** Waits for its last recorded outcome; throws where not all were accepted. */
export async function timesOf(database: string, campaignId: string, recipients: number): Promise<CampaignTimes> {
  await waitUntil(async () => (await ask<{ state: string }>(database, 'SELECT state FROM dispatch.campaigns WHERE id = $1', [campaignId]))[0]?.state === 'finished',
    { what: 'the campaign to finish', timeout: 3_600_000, interval: 200 });
  const [times] = await ask<CampaignTimes & Record<string, unknown>>(database, TIMES, [campaignId]);
  if (!times || times.accepted !== recipients) throw new Error(`${times?.accepted ?? 0} of ${recipients} were accepted`);
  return times;
}
