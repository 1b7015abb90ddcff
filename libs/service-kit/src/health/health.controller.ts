import { Controller, Get, Header, Res } from '@nestjs/common';
import type { Response } from 'express';
import { metricsText, METRICS_TYPE } from '../metrics/metrics.ts';
import { Readiness } from './health.ts';

/** What orchestrators and Prometheus ask. */
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** Says that the event loop turns, nothing more. */
  @Get('livez')
  live(): { status: string } {
    return { status: 'live' };
  }

  @Get('readyz')
  async ready(@Res() response: Response): Promise<void> {
    const health = await this.readiness.look();
    response.status(health.status === 'not ready' ? 503 : 200).json(health);
  }

  @Get('metrics')
  @Header('content-type', METRICS_TYPE)
  metrics(): Promise<string> {
    return metricsText();
  }
}
