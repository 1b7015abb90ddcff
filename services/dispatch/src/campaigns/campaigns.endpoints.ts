import { deliveryState } from '@widecast/contracts';
import { endpoint, givenMoment } from '@widecast/service-kit';
import { z } from 'zod';
import { arm, assignment } from '../audiences/assignment.ts';
import { sendingWindow, zoneField } from '../hours/hours.schema.ts';
import { relayFault } from '../lanes/relay-fault.schema.ts';
import { nextPage, pageQuery } from '../paging/page.ts';

const count = z.int().min(0);
const inDoubt = z.enum(['left', 'sent_again']);
const weight = z.number().min(0.01).max(100).describe('Its share of what is sent while several campaigns run; may be changed while it does');
const campaign = z.object({
  id: z.uuid(), name: z.string(), segmentId: z.uuid(), arms: z.array(arm), assignment, version: z.int(),
  reason: z.string().nullable().describe('Why a rule has brought it into its state: ledger_gap, chunk_conflict, unknown_segment, empty_audience; refused: receivers or the relay refuse nearly all of it for ever (its deferred deliveries say with which code), so nothing has failed yet and it waits for a person'),
  state: z.enum(['draft', 'scheduled', 'launched', 'running', 'paused', 'finished', 'cancelled']),
  selected: count.nullable(), leftOut: z.record(z.string(), count).nullable(), audience: count.nullable(), chunks: count.nullable(),
  sendingWindow: sendingWindow.nullable(), zoneField: z.string().nullable(), timeToLiveHours: z.int().nullable(), inDoubt: inDoubt.nullable(), channelId: z.uuid().nullable(), weight: z.number(), tracked: z.boolean(),
  createdAt: z.date(), launchAt: z.date().nullable().describe('Where it was scheduled'), launchedAt: z.date().nullable(), finishedAt: z.date().nullable(),
});
export const stateCounts = z.object(Object.fromEntries(deliveryState.options.map((state) => [state, z.int()])));
const ledger = stateCounts.extend({ audience: count, balanced: z.boolean() });
export const campaignView = campaign.extend({
  chunksArrived: count,
  missingChunks: z.array(count).nullable().describe('Numbers of chunks of the audience that have not come, the first 100; null before the audience is counted'),
  chunkConflicts: z.array(z.object({ number: count, conflict: z.enum(['changed', 'beyond_audience', 'known_recipients']) }))
    .describe('Chunks that contradict what came before; they were not entered, or not wholly'),
  awaited: z.int().describe('Contacts of the audience that have not come to the ledger yet: audience = awaited + all states'), ledger,
  relayFaults: z.array(relayFault).describe('Relays that cannot be used while it is at work: its mail goes by the others, or waits; nothing of it fails'),
  channelFault: z.object({ why: z.string(), since: z.date() }).nullable().describe('Why its channel cannot be used while it is at work: its messages wait'),
});
const one = z.object({ id: z.uuid() });
const delivery = z.object({
  seq: z.int(), contactId: z.uuid(), email: z.string(), arm: z.string().nullable(), state: deliveryState, reason: z.string().nullable(),
  attempt: count, mark: z.string().nullable(), updatedAt: z.date(),
});

const content = {
  name: z.string().trim().min(1).max(200), segmentId: z.uuid(), arms: z.array(arm).min(1).max(20),
};
const manner = {
  sendingWindow: sendingWindow.nullable().describe('Messages leave inside of it only, by the clock of the contact; outside they wait as held'),
  zoneField: zoneField.nullable().describe('The attribute with the time zone of a contact, like time_zone; that of the brand where absent, and the zone of the brand where it holds none'),
  timeToLiveHours: z.int().min(1).max(8760).nullable().describe('What has not left so long after the launch becomes expired'),
  inDoubt: inDoubt.nullable().describe('What is done where nobody knows whether a message has arrived; null leaves it'),
  tracked: z.boolean().describe('Links and an image tell of clicks and opens, of whom the tracking of the brand says; false tells of nobody'),
  channelId: z.uuid().nullable().describe('A channel of GET /v1/channels that carries the plain text; null is mail'),
  weight,
};
const EXAMPLE = {
  name: 'Spring', segmentId: '0191e0b0-5c3a-7d11-8a22-3b4c5d6e7f30',
  arms: [{ name: 'short', weight: 9, templateId: '0191e0b0-5c3a-7d11-8a22-3b4c5d6e7f60' }, { name: 'hold-out', weight: 1, templateId: null }],
  sendingWindow: { from: '09:00', until: '18:00', days: [1, 2, 3, 4, 5] }, zoneField: 'time_zone', timeToLiveHours: 72,
};
const how = 'By hash: in proportion to the weights. By attribute: as a past experiment has put each contact.';

export const createCampaign = endpoint({
  method: 'POST', path: 'campaigns', scope: 'campaigns:write', summary: 'Draft a campaign',
  body: z.strictObject({
    ...content, assignment: assignment.default({ kind: 'hash' }).describe(how), sendingWindow: manner.sendingWindow.default(null), zoneField: manner.zoneField.default(null),
    timeToLiveHours: manner.timeToLiveHours.default(null), inDoubt: manner.inDoubt.default(null), channelId: manner.channelId.default(null), weight: weight.default(1), tracked: manner.tracked.default(true),
  }).meta({ examples: [EXAMPLE] }),
  response: campaignView,
});
export const listCampaigns = endpoint({
  method: 'GET', path: 'campaigns', scope: 'campaigns:read', summary: 'Campaigns, the newest first', query: pageQuery,
  response: z.object({ campaigns: z.array(campaign), next: nextPage }),
});
export const showCampaign = endpoint({
  method: 'GET', path: 'campaigns/:id', scope: 'campaigns:read', summary: 'A campaign and its ledger as it is now', params: one, response: campaignView,
});
export const changeCampaign = endpoint({
  method: 'PATCH', path: 'campaigns/:id', scope: 'campaigns:write', summary: 'Change a draft', params: one,
  body: z.strictObject({ ...content, assignment: assignment.describe(how), ...manner }).partial(), response: campaignView,
});
export const removeCampaign = endpoint({ method: 'DELETE', path: 'campaigns/:id', scope: 'campaigns:write', status: 204, summary: 'Remove a draft', params: one });
const action = (name: string, summary: string) =>
  endpoint({ method: 'POST', path: `campaigns/:id/${name}`, scope: 'campaigns:write', status: 200, summary, params: one, response: campaignView });
export const launchCampaign = endpoint({
  method: 'POST', path: 'campaigns/:id/launch', scope: 'campaigns:write', status: 200, summary: 'Freeze the audience and send, now or at a time', params: one,
  description: 'With `at` it is scheduled, and the audience is frozen then; again with another time it is moved. Of a campaign that was launched before nothing changes.',
  body: z.strictObject({ at: givenMoment.optional().describe('Some time to come') }).meta({ examples: [{ at: '2026-12-01T09:00:00+01:00' }] }), response: campaignView,
});
export const weighCampaign = endpoint({
  method: 'PUT', path: 'campaigns/:id/weight', scope: 'campaigns:write', summary: 'Give a campaign a larger or smaller share beside the others, at any time', params: one,
  body: z.strictObject({ weight }).meta({ examples: [{ weight: 4 }] }), response: campaignView,
});
export const unscheduleCampaign = action('unschedule', 'Make a draft of a scheduled campaign again');
export const pauseCampaign = action('pause', 'Let nothing more leave, within two seconds');
export const resumeCampaign = action('resume', 'Go on');
export const cancelCampaign = action('cancel', 'Let nothing more leave, for ever; of a campaign that has finished, what is still held');
export const listDeliveries = endpoint({
  method: 'GET', path: 'campaigns/:id/deliveries', scope: 'campaigns:read', summary: 'The ledger, row by row', params: one,
  query: z.object({
    state: deliveryState.optional(), limit: z.coerce.number().int().min(1).max(1000).default(100),
    after: z.coerce.number().int().min(-1).default(-1).describe('The seq after which to go on'),
  }),
  response: z.object({ deliveries: z.array(delivery), next: z.int().nullable() }),
});
