import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { ratingCount, RatingsService, type RatingCount } from './ratings.service.ts';

const countRatings = endpoint({
  method: 'GET', path: 'ratings', scope: 'tickets:read', summary: 'What customers said of answers, by queue and by whether a rule or a person answered',
  query: z.object({ days: z.coerce.number().int().min(1).max(3650).default(30) }), response: z.object({ ratings: z.array(ratingCount) }),
});

@Controller()
export class RatingsController {
  constructor(private readonly ratings: RatingsService) {}

  @Handles(countRatings)
  async count(@Input() { query }: InputOf<typeof countRatings>): Promise<{ ratings: RatingCount[] }> {
    return { ratings: await this.ratings.count(query.days) };
  }
}
