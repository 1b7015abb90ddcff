import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { Conflict } from '@widecast/service-kit';
import { CampaignUses } from './campaign-uses.ts';
import { FunnelUses } from './funnel-uses.ts';

/** Who needs a segment: other segments, campaigns, funnels. */
@Injectable()
export class SegmentUsers {
  constructor(
    private readonly campaigns: CampaignUses,
    private readonly funnels: FunnelUses,
  ) {}

  /** Throws {@link Conflict} that names them, and says what ends it. */
  async refuseUsed(tx: Transaction, id: string): Promise<void> {
    const segments = await tx.query<{ name: string }>(`SELECT name FROM segments WHERE removed_at IS NULL AND dependencies -> 'segments' ? $1 ORDER BY name LIMIT 10`, [id]);
    const uses = [
      { users: segments.map(({ name }) => `"${name}"`), told: (names: string) => `segments look at its members: ${names}; change their rules first` },
      { users: await this.campaigns.of(tx, id), told: (names: string) => `campaigns go to it: ${names}; let them end, cancel them, or give drafts another segment first` },
      { users: await this.funnels.of(tx, id), told: (names: string) => `active funnels begin from it: ${names}; stop them, or let them begin from another segment first` },
    ].flatMap(({ users, told }) => (users.length === 0 ? [] : [told(users.join(', '))]));
    if (uses.length > 0) throw new Conflict(`The segment is needed: ${uses.join('. And ')}`);
  }
}
