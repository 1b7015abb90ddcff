import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** How Node runs a TypeScript program of ours, libraries included, without a build. */
export const SOURCE_FLAGS = [
  '--conditions=@widecast/source', '--import', pathToFileURL(join(import.meta.dirname, '../source/register.mjs')).href, '--disable-warning=ExperimentalWarning',
] as const;
