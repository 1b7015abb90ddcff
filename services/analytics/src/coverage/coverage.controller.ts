import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { wilsonInterval } from '@widecast/stats';
import { z } from 'zod';
import { CoverageRepository } from './coverage.repository.ts';
import { NoAudienceYet } from './no-audience-yet.ts';

const coverageReport = z.object({
  segmentId: z.uuid(), campaignId: z.uuid().describe('The campaign whose audience is the area'), frozenAt: z.string(),
  selected: z.int(), leftOut: z.record(z.string(), z.int()), reached: z.int(), reachable: z.int(), untouched: z.int(),
  depth: z.array(z.object({ messages: z.int(), contacts: z.int() })).describe('Contacts by the number of messages they accepted; 5 stands for five or more'),
  coverage: z.number().nullable(), interval: z.array(z.number()).nullable(),
});

const showCoverage = endpoint({
  method: 'GET', path: 'reports/segments/:id/coverage', scope: 'reports:read', summary: 'The share of the reachable contacts of a segment that was reached',
  description:
    'Reachable are the contacts of its latest audience; reached are those of them who have accepted a message of any campaign on it, ' +
    'untouched the others, and depth says how often: a market that is worked too often shows in it. An area is a segment by region, industry or tier. ' +
    'A segment of which no campaign has frozen an audience yet has no coverage, which the problem says.',
  params: z.object({ id: z.uuid() }),
  response: coverageReport,
});

@Controller()
export class CoverageController {
  constructor(private readonly coverage: CoverageRepository) {}

  @Handles(showCoverage)
  async show(@Input() { params }: InputOf<typeof showCoverage>): Promise<z.infer<typeof coverageReport>> {
    const counts = await this.coverage.counts(params.id);
    if (!counts) throw new NoAudienceYet(params.id);
    const rate = wilsonInterval(counts.reached, counts.reachable);
    return {
      segmentId: params.id, ...counts, untouched: counts.reachable - counts.reached, frozenAt: counts.frozenAt.toISOString(),
      coverage: rate?.estimate ?? null, interval: rate && [rate.low, rate.high],
    };
  }
}
