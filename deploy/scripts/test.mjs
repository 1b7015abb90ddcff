import { ensureBuilt, ensureInstalled, runFromSource } from './prepare.mjs';

ensureInstalled();
ensureBuilt();
runFromSource('tests/runner/run-tests.ts', process.argv.slice(2));
