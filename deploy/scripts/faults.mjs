import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, fail, ROOT, runFromSource } from './prepare.mjs';

const FAULTS = join(ROOT, 'tests/faults');
const [name = '', ...rest] = process.argv.slice(2);
const known = existsSync(FAULTS) ? readdirSync(FAULTS).filter((entry) => existsSync(join(FAULTS, entry, `${entry}.faults.ts`))) : [];
if (!known.includes(name)) fail(`usage: npm run faults -- <name> [--kills N] [--seed S] [--recipients N] [--json FILE]; names: ${known.join(', ')}`);

ensureInstalled();
ensureBuilt();
runFromSource(`tests/faults/${name}/${name}.faults.ts`, rest);
