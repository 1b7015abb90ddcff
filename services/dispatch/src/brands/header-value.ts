import { hasControl } from '@widecast/mail';
import { z } from 'zod';

/** Text that may stand in a header of a mail: one line, nothing invisible. */
export const headerText = (longest: number): z.ZodString =>
  z.string().trim().min(1).max(longest).refine((text) => !hasControl(text), 'must be one line without control characters');
