import { Controller } from '@nestjs/common';
import { endpoint, Handles } from '@widecast/service-kit';
import { z } from 'zod';
import { type Sample, SAMPLES } from './sample.ts';

const listSamples = endpoint({
  method: 'GET', path: 'template-samples', scope: 'templates:read', summary: 'Ready templates to begin with, in English and Russian',
  description: 'Each is what POST /v1/templates takes; add the brand.',
  response: z.object({
    samples: z.array(z.object({
      name: z.string(), kind: z.enum(['promotion', 'transactional']), language: z.enum(['en', 'ru']), missingFields: z.enum(['empty', 'skip', 'refuse']), subject: z.string(), mjml: z.string(),
    })),
  }),
});

@Controller()
export class SamplesController {
  @Handles(listSamples)
  list(): { samples: readonly Sample[] } {
    return { samples: SAMPLES };
  }
}
