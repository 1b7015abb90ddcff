import { Controller } from '@nestjs/common';
import { Database } from '@widecast/database';
import { ruleSchema } from '@widecast/rules';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { MembersRepository } from '../membership/members.repository.ts';
import { SegmentRemoval } from './segment-removal.ts';
import { SegmentExplanation, type Explanation } from './segment-explanation.ts';
import { changeSegment, createSegment, explainMembership, listMembers, listSegments, previewSegment, removeSegment, showRuleSchema, showSegment } from './segments.api.ts';
import type { SegmentCount } from './segment-counts.ts';
import type { Segment } from './segments.repository.ts';
import { SegmentsService } from './segments.service.ts';

@Controller()
export class SegmentsController {
  constructor(
    private readonly segments: SegmentsService,
    private readonly removal: SegmentRemoval,
    private readonly members: MembersRepository,
    private readonly explanation: SegmentExplanation,
    private readonly database: Database,
  ) {}

  @Handles(previewSegment)
  preview(@Input() { body }: InputOf<typeof previewSegment>): Promise<SegmentCount & { hints: string[] }> {
    return this.segments.preview(body.rule);
  }

  @Handles(createSegment)
  create(@Input() { body }: InputOf<typeof createSegment>): Promise<Segment> {
    return this.segments.create(body);
  }

  @Handles(listSegments)
  async list(@Input() { query }: InputOf<typeof listSegments>): Promise<{ segments: Segment[]; after: string | null }> {
    const segments = await this.segments.list(query);
    return { segments, after: segments.length < query.limit ? null : (segments.at(-1)?.id ?? null) };
  }

  @Handles(showRuleSchema)
  schema(): Record<string, unknown> {
    return z.toJSONSchema(ruleSchema, { io: 'input' });
  }

  @Handles(explainMembership)
  explain(@Input() { params }: InputOf<typeof explainMembership>): Promise<Explanation> {
    return this.explanation.explain(params.id, params.contactId);
  }

  @Handles(showSegment)
  show(@Input() { params }: InputOf<typeof showSegment>): Promise<Segment> {
    return this.segments.find(params.id);
  }

  @Handles(changeSegment)
  change(@Input() { params, body }: InputOf<typeof changeSegment>): Promise<Segment> {
    return this.segments.change(params.id, body);
  }

  @Handles(removeSegment)
  remove(@Input() { params }: InputOf<typeof removeSegment>): Promise<void> {
    return this.removal.remove(params.id);
  }

  @Handles(listMembers)
  async membersOf(@Input() { params, query }: InputOf<typeof listMembers>): Promise<{ contactIds: string[]; after: string | null }> {
    await this.segments.find(params.id);
    const contactIds = await this.members.members(this.database, params.id, query);
    return { contactIds, after: contactIds.length < query.limit ? null : (contactIds.at(-1) ?? null) };
  }
}
