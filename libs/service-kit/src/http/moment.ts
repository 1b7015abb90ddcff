import { z } from 'zod';

/**
 * A moment as somebody writes it, with a zone; in UTC from here on, for PostgreSQL takes no zone beyond sixteen hours. Years
 * are those that JavaScript and PostgreSQL write the same way.
 */
export const givenMoment = z.iso.datetime({ offset: true, error: 'give a time like 2026-01-31T09:00:00Z' })
  .refine((text) => /^(19|2\d)/.test(text), 'give a time between 1900 and 2999')
  .transform((text) => new Date(text).toISOString());

/** One that is still to come. */
export const comingMoment = givenMoment.refine((text) => Date.parse(text) > Date.now(), 'give a time to come; this one is over');
