import { join } from 'node:path';
import { z } from 'zod';

/** Where the keys are: the database that is named, else the embedded one of a Widecast that does not run. */
export const makeKeyConfig = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a URL like postgres://user:password@host:5432/name').optional(),
  WIDECAST_DATA_DIR: z.string().default(join(import.meta.dirname, '../../../../.widecast')),
});

export type MakeKeyConfig = z.infer<typeof makeKeyConfig>;
