import { ensureBuilt, ensureInstalled, runFromSource } from './prepare.mjs';

ensureInstalled();
ensureBuilt();
runFromSource('tests/demo/main.ts', process.argv.slice(2));
