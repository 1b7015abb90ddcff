import { Controller, Header } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { AnswersRepository } from './answers.repository.ts';
import { exportAreas, showAreas, type AreaCoverage, type AreaQuery } from './area-coverage.api.ts';
import { areaCsv } from './area-coverage.csv.ts';
import { areaCoverageOf } from './area-coverage.ts';
import { AreasRepository } from './areas.repository.ts';

@Controller()
export class AreaCoverageController {
  constructor(
    private readonly areas: AreasRepository,
    private readonly answers: AnswersRepository,
  ) {}

  @Handles(showAreas)
  show(@Input() { query }: InputOf<typeof showAreas>): Promise<AreaCoverage> {
    return this.report(query);
  }

  @Handles(exportAreas)
  @Header('content-type', 'text/csv; charset=utf-8')
  async csv(@Input() { query }: InputOf<typeof exportAreas>): Promise<string> {
    return areaCsv(query, areaCoverageOf(query, await this.areas.counts(query), []));
  }

  private async report(query: AreaQuery): Promise<AreaCoverage> {
    const [counts, answers] = await Promise.all([this.areas.counts(query), this.answers.byTouch(query)]);
    return areaCoverageOf(query, counts, answers);
  }
}
