import { Controller } from '@nestjs/common';
import { mergeFields, type MergeFields } from '@widecast/contracts';
import { Database } from '@widecast/database';
import { endpoint, Handles, Input, NotFound, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { SegmentsService } from '../segments/segments.service.ts';
import { AudienceProgress } from './audience-progress.ts';
import { NOBODY_LEFT_OUT } from './left-out.ts';
import { MembersJudge } from './members-judge.ts';
import { RecipientsRepository } from './recipients.repository.ts';

const count = z.int().min(0);
const counts = {
  selected: count.describe('Members of the segment'), audience: count.describe('Those of them who may be reached'),
  leftOut: z.object({ upper_tier: count, unknown_tier: count, doubtful_tier: count, no_consent: count, no_address: count, role_address: count, disposable_address: count, suppressed: count }).describe('The others, by the first reason that applies'),
};
const someCounts = { selected: 1000, audience: 900, leftOut: { ...NOBODY_LEFT_OUT, upper_tier: 10, no_consent: 90 } };
const [campaignId, segmentId, at] = ['0191e0b0-5c3a-7d11-8a22-3b4c5d6e7f20', '0191e0b0-5c3a-7d11-8a22-3b4c5d6e7f30', '2026-11-24T09:30:00.000Z'];

const names = z.string().default('').transform((text) => [...new Set(text.split(',').filter((name) => name !== ''))]).pipe(z.array(z.string().max(200)).max(100));
const reach = z.object({
  ...counts, lacking: z.record(z.string(), count).describe('How many of the audience have no value for each of the fields that were named'),
  beyondAscii: count.describe('How many of the audience have an address that only mail systems with SMTPUTF8 (RFC 6531) take'),
}).meta({ examples: [{ ...someCounts, lacking: { name: 12 }, beyondAscii: 3 }] });
export const audience = z.object({
  campaignId: z.uuid(), segmentId: z.uuid(), state: z.enum(['waiting', 'freezing', 'frozen']).describe('While it freezes, the counts are of those who are judged so far'),
  waitsFor: z.string().nullable().describe('What is still to be done before it can be frozen'), ...counts,
  chunks: count.describe('Lists of at most 500 contacts in which it goes to dispatch'), published: count.describe('Those of them that have gone'),
  snapshots: z.array(z.iso.datetime()).describe('As of which moments its members were judged: one, and another one for each time that the freeze was cut off; those who were judged before stay'),
  frozenAt: z.iso.datetime().nullable(),
}).meta({ examples: [{ campaignId, segmentId, state: 'frozen', waitsFor: null, ...someCounts, chunks: 2, published: 2, snapshots: [at], frozenAt: at }] });

const showReach = endpoint({
  method: 'GET', path: 'segments/:id/reach', scope: 'segments:read', summary: 'Who of a segment a campaign would reach now, and why the others would not be',
  params: z.object({ id: z.uuid() }), query: z.object({ fields: names.describe('Merge fields, commas between: of how many of the audience they are not known') }), response: reach,
});
const showAudience = endpoint({
  method: 'GET', path: 'audiences/:campaignId', scope: 'segments:read', summary: 'The audience of a campaign: whom it was frozen with, why others were left out, and how far it has gone out',
  params: z.object({ campaignId: z.uuid() }), response: audience,
});
const showContactFields = endpoint({
  method: 'GET', path: 'contacts/:id/merge-fields', scope: 'contacts:read', summary: 'What the named merge fields are for a contact, as a message to him would have them',
  params: z.object({ id: z.uuid() }), query: z.object({ names: names.describe('Merge fields, commas between, like name,plan,account.name') }),
  response: z.object({ fields: mergeFields }).meta({ examples: [{ fields: { name: 'Ann', plan: 'basic', 'account.name': null } }] }),
});

@Controller()
export class AudiencesController {
  constructor(
    private readonly segments: SegmentsService,
    private readonly members: MembersJudge,
    private readonly progress: AudienceProgress,
    private readonly recipients: RecipientsRepository,
    private readonly database: Database,
  ) {}

  @Handles(showReach)
  async reach(@Input() { params, query }: InputOf<typeof showReach>): Promise<z.infer<typeof reach>> {
    await this.segments.find(params.id);
    const { selected, size, leftOut, lacking, beyondAscii } = await this.members.count(this.database, params.id, query.fields);
    return { selected, audience: size, leftOut: { ...NOBODY_LEFT_OUT, ...leftOut }, lacking, beyondAscii };
  }

  @Handles(showContactFields)
  async contactFields(@Input() { params, query }: InputOf<typeof showContactFields>): Promise<{ fields: MergeFields }> {
    const fields = await this.recipients.fieldsOf(this.database, params.id, query.names);
    if (!fields) throw new NotFound('contact', params.id);
    return { fields };
  }

  @Handles(showAudience)
  async show(@Input() { params }: InputOf<typeof showAudience>): Promise<z.infer<typeof audience>> {
    return this.progress.of(params.campaignId);
  }
}
