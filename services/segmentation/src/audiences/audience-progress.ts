import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { NotFound } from '@widecast/service-kit';
import type { z } from 'zod';
import type { audience } from './audiences.controller.ts';
import { AudiencesRepository } from './audiences.repository.ts';
import { NOBODY_LEFT_OUT } from './left-out.ts';
import { Readiness } from './readiness.ts';

type AudienceView = z.infer<typeof audience>;

/** How far the audiences of campaigns are. */
@Injectable()
export class AudienceProgress {
  constructor(
    private readonly database: Database,
    private readonly audiences: AudiencesRepository,
    private readonly readiness: Readiness,
  ) {}

  /** Throws NotFound where the campaign is not launched. */
  async of(campaignId: string): Promise<AudienceView> {
    const found = await this.audiences.find(this.database, campaignId);
    if (!found) return this.waiting(campaignId);
    const { segmentId, selected, leftOut, size, chunks, published, snapshots, frozenAt } = found;
    return {
      campaignId, segmentId, state: frozenAt ? 'frozen' : 'freezing', waitsFor: null, selected, audience: size, leftOut, chunks, published,
      snapshots: snapshots.map((moment) => moment.toISOString()), frozenAt: frozenAt?.toISOString() ?? null,
    };
  }

  private async waiting(campaignId: string): Promise<AudienceView> {
    const segmentId = await this.audiences.awaited(this.database, campaignId);
    if (segmentId === undefined) throw new NotFound('audience of the campaign', campaignId);
    const waitsFor = await this.readiness.waitsFor(segmentId);
    return { campaignId, segmentId, state: 'waiting', waitsFor, selected: 0, audience: 0, leftOut: NOBODY_LEFT_OUT, chunks: 0, published: 0, snapshots: [], frozenAt: null };
  }
}
