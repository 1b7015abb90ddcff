import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { campaignReportOf, type CampaignReport } from './campaign-report.ts';
import { CampaignFiguresRepository } from './campaign-figures.repository.ts';
import { campaignReport } from './campaign-report.schema.ts';

const type = z.string().min(1).max(100).refine((text) => !text.includes('\0'), 'has a character that no type has');

const showCampaign = endpoint({
  method: 'GET', path: 'reports/campaigns/:id', scope: 'reports:read', summary: 'What came of a campaign, arm by arm, with 95 % intervals',
  description:
    'Counts are of distinct contacts assigned to an arm who did something between the launch and the end of attribution. Rates are over all ' +
    'contacts of the arm, also those whom no message reached, so that they compare with the hold-out. What names a campaign as its cause ' +
    'counts for that campaign alone; what names none counts for every campaign that the contact is in at the time.',
  params: z.object({ id: z.uuid() }),
  query: z.strictObject({
    visit: type.default('visited').describe('The type of behaviour that counts as a visit'),
    conversion: type.default('purchased').describe('The type of behaviour that counts as a conversion; its values are the spend'),
  }),
  response: campaignReport,
});

@Controller()
export class CampaignReportController {
  constructor(private readonly figures: CampaignFiguresRepository) {}

  @Handles(showCampaign)
  async show(@Input() { params, query }: InputOf<typeof showCampaign>): Promise<CampaignReport> {
    return campaignReportOf(await this.figures.figures(params.id, query), query);
  }
}
