import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, fail, ROOT, runFromSource } from './prepare.mjs';

const BENCHES = join(ROOT, 'tests/bench');
const [name = '', ...rest] = process.argv.slice(2);
const known = existsSync(BENCHES) ? readdirSync(BENCHES).filter((entry) => existsSync(join(BENCHES, entry, `${entry}.bench.ts`))) : [];
if (!known.includes(name)) fail(`usage: npm run bench -- <name> [--json FILE]; names: ${known.join(', ')}`);

ensureInstalled();
ensureBuilt();
runFromSource(`tests/bench/${name}/${name}.bench.ts`, rest);
