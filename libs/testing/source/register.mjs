import { register } from 'node:module';

/** `node --import`s this to run TypeScript without a build: as @swc-node/register, but what was compiled once is kept. */
register('./load.mjs', import.meta.url);
