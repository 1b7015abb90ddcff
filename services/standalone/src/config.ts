import { join } from 'node:path';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../../..');

/** Settings of the whole in one process; those of single services are passed on to them. */
export const standaloneConfig = z.object({
  WIDECAST_PORT: z.coerce.number().int().min(1).max(65_535).default(8080),
  /** 127.0.0.1 unless told otherwise: nothing listens to other machines by accident. */
  WIDECAST_HOST: z.string().default('127.0.0.1'),
  /** Beside the project's package.json. */
  WIDECAST_DATA_DIR: z.string().default(join(ROOT, '.widecast')),
  /** Absent: an embedded PostgreSQL is started, its data in WIDECAST_DATA_DIR. */
  DATABASE_URL: z.string().optional(),
  WIDECAST_INTERNAL_SECRET: z.string().min(32).optional(),
  /** Links in mail need an address that recipients reach. */
  PUBLIC_URL: z.url().optional(),
  TICKETS_SMTP_PORT: z.string().default('2525'),
});

export type StandaloneConfig = z.infer<typeof standaloneConfig>;
