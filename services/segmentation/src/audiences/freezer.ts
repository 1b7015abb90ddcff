import { Injectable } from '@nestjs/common';
import { audienceFrozen, audienceRefused, type AudienceFrozen, type CampaignLaunched } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { firstSeen, Outbox } from '@widecast/messaging';
import { lineOf } from '../membership/segment-order.ts';
import { SegmentRegistry } from '../membership/segment-registry.ts';
import { NOBODY_LEFT_OUT } from './left-out.ts';
import { RecipientsRepository } from './recipients.repository.ts';

/** `known`: it was frozen before; `unfinished`: not all contacts are judged by the rules yet. */
export type FreezeOutcome = 'frozen' | 'known' | 'refused' | 'unfinished';

type Frozen = Omit<AudienceFrozen, 'frozenAt' | 'leftOut'> & { readonly frozenAt: Date; readonly leftOut: Partial<AudienceFrozen['leftOut']> };

/** Counts and freezes the audience of a campaign in one snapshot, while no rule can change. */
@Injectable()
export class Freezer {
  constructor(
    private readonly recipients: RecipientsRepository,
    private readonly registry: SegmentRegistry,
    private readonly outbox: Outbox,
  ) {}

  async freeze(tx: Transaction, campaign: CampaignLaunched, eventId: string): Promise<FreezeOutcome> {
    const { campaignId, segmentId, fields } = campaign;
    const known = await tx.query('SELECT FROM audiences WHERE campaign_id = $1', [campaignId]);
    if (known.length > 0) return 'known';
    const line = lineOf(segmentId, await this.registry.nodes(tx));
    if (!line.some(({ id, removed }) => id === segmentId && !removed)) return this.refuse(tx, campaign, eventId);
    if (line.some(({ unfinished }) => unfinished)) return 'unfinished';
    const claimed = await tx.query(
      `INSERT INTO audiences (campaign_id, segment_id, fields, selected, left_out, size, chunks) VALUES ($1, $2, $3, 0, '{}', 0, 0)
       ON CONFLICT DO NOTHING RETURNING campaign_id`,
      [campaignId, segmentId, fields],
    );
    if (claimed.length === 0) return 'known';
    await this.fill(tx, campaign);
    return 'frozen';
  }

  /** Tells the count of a frozen audience; false where there is none. */
  async announce(tx: Transaction, campaignId: string): Promise<boolean> {
    const [frozen] = await tx.query<Frozen & Record<string, unknown>>(
      'SELECT segment_id AS "segmentId", selected, left_out AS "leftOut", size AS audience, chunks, frozen_at AS "frozenAt" FROM audiences WHERE campaign_id = $1', [campaignId]);
    if (!frozen) return false;
    const leftOut = { ...NOBODY_LEFT_OUT, ...frozen.leftOut };
    await this.outbox.append(tx, audienceFrozen, [{ ...frozen, campaignId, leftOut, frozenAt: frozen.frozenAt.toISOString() }]);
    return true;
  }

  private async fill(tx: Transaction, { campaignId, segmentId }: CampaignLaunched): Promise<void> {
    const { selected, leftOut, size, chunks } = await this.recipients.freeze(tx, campaignId, segmentId);
    await tx.query('UPDATE audiences SET selected = $2, left_out = $3, size = $4, chunks = $5 WHERE campaign_id = $1',
      [campaignId, selected, JSON.stringify(leftOut), size, chunks]);
    await this.announce(tx, campaignId);
  }

  private async refuse(tx: Transaction, { campaignId, segmentId }: CampaignLaunched, eventId: string): Promise<FreezeOutcome> {
    const fresh = await firstSeen(tx, 'refused launches', [eventId]);
    if (fresh.size === 0) return 'known';
    await this.outbox.append(tx, audienceRefused, [{ campaignId, segmentId, reason: 'unknown_segment', at: new Date().toISOString() }]);
    return 'refused';
  }
}
