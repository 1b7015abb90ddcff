import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { funnelReport, funnelReportOf, type FunnelReport } from './funnel-report.ts';
import { FunnelsRepository } from './funnels.repository.ts';

const showFunnel = endpoint({
  method: 'GET', path: 'reports/funnels/:id', scope: 'reports:read', summary: 'How many entered a funnel and what became of them',
  description: 'A funnel that nobody has entered yet has a report of zeros.',
  params: z.object({ id: z.uuid() }),
  response: funnelReport,
});

@Controller()
export class FunnelReportController {
  constructor(private readonly funnels: FunnelsRepository) {}

  @Handles(showFunnel)
  async show(@Input() { params }: InputOf<typeof showFunnel>): Promise<FunnelReport> {
    const [counts, messages] = await Promise.all([this.funnels.counts(params.id), this.funnels.messages(params.id)]);
    return funnelReportOf(params.id, counts, messages);
  }
}
