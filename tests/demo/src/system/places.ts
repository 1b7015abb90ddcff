import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../../../..');

/** How Node runs our TypeScript without a build. */
export const SOURCE_FLAGS = ['--conditions=@widecast/source', '--import', '@swc-node/register/esm-register', '--disable-warning=ExperimentalWarning'] as const;

/** swc-node looks for the settings of the compiler in the working directory unless told. */
export const sourceEnvironment = { TS_NODE_PROJECT: join(ROOT, 'tests/tsconfig.json') } as const;
