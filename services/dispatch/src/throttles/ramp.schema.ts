import { z } from 'zod';

export const count = z.int().min(1).max(1_000_000_000);

export const ramp = z.strictObject({
  start: count.describe('Messages on the first day'), growth: z.number().min(1.01).max(10).describe('How many times as many on each day after it'),
  full: count.describe('From so many a day on there is no limit'),
});
