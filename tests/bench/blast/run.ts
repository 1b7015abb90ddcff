import { randomUUID } from 'node:crypto';
import type { Rule } from '@widecast/rules';
import { freezeAudience } from '../dispatch/audience.ts';
import { ask } from '../dispatch/bench-database.ts';
import { timesOf } from '../dispatch/campaign.ts';
import { backlogEmpty, freshnessOf } from './freshness.ts';
import type { Cpu, Installation } from './installation.ts';
import { Blast } from './responses.ts';

export interface RunFigures {
  readonly perSecond: number;
  readonly seconds: number;
  /** While the campaign went out, in seconds. */
  readonly cpu: Cpu;
  readonly blast?: BlastFigures;
}

export interface BlastFigures {
  readonly events: number;
  /** Which part of them segments had judged when the campaign ended. */
  readonly judgedShare: number;
  readonly latencies: readonly number[];
  /** From the end of the campaign until nothing waited. */
  readonly settleSeconds: number;
}

/** Percent of those who respond: they come into a segment, which tells how late it is. All of them would be work of the bench. */
const WATCHED = 10;

/** Segmentation has frozen it already: what the bench tells of the audience is all that is told. */
const KNOWN = `
  INSERT INTO segmentation.audiences (campaign_id, segment_id, fields, selected, left_out, size, chunks, judged_to, snapshots, frozen_at)
  VALUES ($1, $1, '{}', $2, '{}', $2, 0, $1, '{}', now())`;

/** A campaign to an audience that is frozen already; without a rate nobody responds. */
export async function runCampaign(installation: Installation, recipients: number, rate: number | undefined): Promise<RunFigures> {
  const { url } = installation;
  const responded = randomUUID();
  const id = await installation.draftCampaign();
  const rule: Rule = {
    all: [{ any: [{ behaviour: 'opened', campaign: responded }, { behaviour: 'clicked', campaign: responded }] }, { sample: 'freshness', to: WATCHED }],
  };
  const segmentId = await installation.saveSegment('responded', rule);
  const contactIds = (await ask<{ id: string }>(url, 'SELECT id FROM segmentation.contacts ORDER BY random()')).map((contact) => contact.id);
  await ask(url, KNOWN, [id, recipients]);
  const since = await nowOf(url);
  const before = installation.cpu();
  await installation.dispatch.call('POST', `campaigns/${id}/launch`);
  const blast = rate === undefined ? undefined : new Blast({ url, rate, contactIds, campaignId: responded });
  await freezeAudience(url, id, recipients);
  const { all: seconds } = await timesOf(url, id, recipients);
  const cpu = difference(before, installation.cpu());
  const end = await nowOf(url);
  const events = await blast?.stop();
  const figures = { perSecond: Math.round(recipients / seconds), seconds, cpu };
  if (events === undefined) return figures;
  const settleSeconds = await backlogEmpty(url);
  const { count } = await installation.segmentation.call<{ count: number }>('POST', 'segments/preview', { rule });
  const { latencies, judgedBy } = await freshnessOf(url, { segmentId, members: count, since });
  return { ...figures, blast: { events, judgedShare: judgedBy(end.getTime()), latencies, settleSeconds } };
}

const nowOf = async (url: string): Promise<Date> => (await ask<{ now: Date }>(url, 'SELECT clock_timestamp() AS now'))[0]?.now ?? new Date();

function difference(before: Cpu, after: Cpu): Cpu {
  const of = (part: keyof Cpu): number => after[part] - before[part];
  return { dispatch: of('dispatch'), segmentation: of('segmentation'), postgres: of('postgres'), sink: of('sink'), bench: of('bench'), others: of('others'), idle: of('idle') };
}
