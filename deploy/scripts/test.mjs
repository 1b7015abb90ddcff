import { ensureBuilt, ensureInstalled, FROM_SOURCE, run } from './prepare.mjs';

ensureInstalled();
ensureBuilt();
run(process.execPath, [...FROM_SOURCE, 'tests/runner/run-tests.ts', ...process.argv.slice(2)]);
