import { deliveryState } from '@widecast/contracts';
import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { arm, assignment } from '../audiences/assignment.ts';
import { nextPage, pageQuery } from '../paging/page.ts';

const count = z.int().min(0);
const campaign = z.object({
  id: z.uuid(), name: z.string(), segmentId: z.uuid(), arms: z.array(arm), assignment, version: z.int(),
  reason: z.string().nullable().describe('Why a rule has brought it into its state: ledger_gap, chunk_conflict, unknown_segment, empty_audience'),
  state: z.enum(['draft', 'launched', 'running', 'paused', 'finished', 'cancelled']),
  selected: count.nullable(), leftOut: z.record(z.string(), count).nullable(), audience: count.nullable(), chunks: count.nullable(),
  createdAt: z.date(), launchedAt: z.date().nullable(), finishedAt: z.date().nullable(),
});
const ledger = z.object({ audience: count, balanced: z.boolean(), ...Object.fromEntries(deliveryState.options.map((state) => [state, count])) });
const view = campaign.extend({
  chunksArrived: count,
  missingChunks: z.array(count).nullable().describe('Numbers of chunks of the audience that have not come, the first 100; null before the audience is counted'),
  chunkConflicts: z.array(z.object({ number: count, conflict: z.enum(['changed', 'beyond_audience', 'known_recipients']) }))
    .describe('Chunks that contradict what came before; they were not entered, or not wholly'),
  awaited: z.int().describe('Contacts of the audience that have not come to the ledger yet: audience = awaited + all states'), ledger,
});
const one = z.object({ id: z.uuid() });
const delivery = z.object({
  seq: z.int(), contactId: z.uuid(), email: z.string(), arm: z.string().nullable(), state: deliveryState, reason: z.string().nullable(),
  attempt: count, mark: z.string().nullable(), updatedAt: z.date(),
});

const content = {
  name: z.string().trim().min(1).max(200), segmentId: z.uuid(), arms: z.array(arm).min(1).max(20),
};
const how = 'By hash: in proportion to the weights. By attribute: as a past experiment has put each contact.';

export const createCampaign = endpoint({
  method: 'POST', path: 'campaigns', scope: 'campaigns:write', summary: 'Draft a campaign',
  body: z.strictObject({ ...content, assignment: assignment.default({ kind: 'hash' }).describe(how) }),
  response: view,
});
export const listCampaigns = endpoint({
  method: 'GET', path: 'campaigns', scope: 'campaigns:read', summary: 'Campaigns, the newest first', query: pageQuery,
  response: z.object({ campaigns: z.array(campaign), next: nextPage }),
});
export const showCampaign = endpoint({
  method: 'GET', path: 'campaigns/:id', scope: 'campaigns:read', summary: 'A campaign and its ledger as it is now', params: one, response: view,
});
export const changeCampaign = endpoint({
  method: 'PATCH', path: 'campaigns/:id', scope: 'campaigns:write', summary: 'Change a draft', params: one,
  body: z.strictObject({ ...content, assignment: assignment.describe(how) }).partial(), response: view,
});
export const removeCampaign = endpoint({ method: 'DELETE', path: 'campaigns/:id', scope: 'campaigns:write', status: 204, summary: 'Remove a draft', params: one });
const action = (name: string, summary: string) =>
  endpoint({ method: 'POST', path: `campaigns/:id/${name}`, scope: 'campaigns:write', status: 200, summary, params: one, response: view });
export const launchCampaign = action('launch', 'Freeze the audience and send');
export const pauseCampaign = action('pause', 'Let nothing more leave, within two seconds');
export const resumeCampaign = action('resume', 'Go on');
export const cancelCampaign = action('cancel', 'Let nothing more leave, for ever');
export const requestChunks = endpoint({
  method: 'POST', path: 'campaigns/:id/request-chunks', scope: 'campaigns:write', status: 202, summary: 'Ask once more for what is missing of the audience',
  description: 'Segmentation publishes the same frozen chunks again. A campaign that a gap has paused stays paused until it is resumed.',
  params: one, response: view,
});
export const listDeliveries = endpoint({
  method: 'GET', path: 'campaigns/:id/deliveries', scope: 'campaigns:read', summary: 'The ledger, row by row', params: one,
  query: z.object({
    state: deliveryState.optional(), limit: z.coerce.number().int().min(1).max(1000).default(100),
    after: z.coerce.number().int().min(-1).default(-1).describe('The seq after which to go on'),
  }),
  response: z.object({ deliveries: z.array(delivery), next: z.int().nullable() }),
});
