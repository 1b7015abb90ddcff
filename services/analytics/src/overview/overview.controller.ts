import { Controller } from '@nestjs/common';
import { endpoint, Handles } from '@widecast/service-kit';
import { z } from 'zod';
import { HandOffsRepository } from '../hand-offs/hand-offs.repository.ts';
import { massTouchCounts } from '../mass-touches/mass-touches.api.ts';
import { MassTouchesRepository } from '../mass-touches/mass-touches.repository.ts';
import { OverviewRepository } from './overview.repository.ts';

const overview = z.object({
  campaigns: z.int(), messages: z.int(), contactsReached: z.int(), behaviours: z.int(), tickets: z.int(), complaints: z.int(), inFunnels: z.int(),
  handedOff: z.array(z.object({ tier: z.string(), accounts: z.int(), contacts: z.int() })),
  massTouchedUpper: massTouchCounts.describe('The mistake that must not be; reports/mass-touches says who and why'),
});

const showOverview = endpoint({
  method: 'GET', path: 'reports/overview', scope: 'reports:read', summary: 'What was counted in all', response: overview,
});

@Controller()
export class OverviewController {
  constructor(
    private readonly overview: OverviewRepository,
    private readonly handOffs: HandOffsRepository,
    private readonly touches: MassTouchesRepository,
  ) {}

  @Handles(showOverview)
  async show(): Promise<z.infer<typeof overview>> {
    const [totals, handedOff, massTouchedUpper] = await Promise.all([this.overview.totals(), this.handOffs.byTier(), this.touches.counts()]);
    return { ...totals, handedOff, massTouchedUpper };
  }
}
