import { Controller } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { changeSegment, createSegment, listMembers, listSegments, previewSegment, removeSegment, showSegment } from './segments.api.ts';
import type { Segment } from './segments.repository.ts';
import { SegmentsService } from './segments.service.ts';

@Controller()
export class SegmentsController {
  constructor(private readonly segments: SegmentsService) {}

  @Handles(previewSegment)
  async preview(@Input() { body }: InputOf<typeof previewSegment>): Promise<{ count: number }> {
    return { count: await this.segments.preview(body.rule) };
  }

  @Handles(createSegment)
  create(@Input() { body }: InputOf<typeof createSegment>): Promise<Segment> {
    return this.segments.create(body);
  }

  @Handles(listSegments)
  async list(): Promise<{ segments: Segment[] }> {
    return { segments: await this.segments.list() };
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
    return this.segments.remove(params.id);
  }

  @Handles(listMembers)
  async members(@Input() { params, query }: InputOf<typeof listMembers>): Promise<{ contactIds: string[]; after: string | null }> {
    const contactIds = await this.segments.members(params.id, { after: query.after, limit: query.limit });
    return { contactIds, after: contactIds.length < query.limit ? null : (contactIds.at(-1) ?? null) };
  }
}
