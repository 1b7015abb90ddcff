// The gate of every commit: lint with types, typecheck, build, boundaries, and the tests of what changed (in CI: all).
import { join } from 'node:path';
import { ensureInstalled, ROOT, run } from './prepare.mjs';

const nx = (...args) => run(process.execPath, [join(ROOT, 'node_modules/nx/dist/bin/nx.js'), ...args, '--outputStyle=static'], { NX_DAEMON: 'false', NX_TUI: 'false' });
const options = new Set(process.argv.slice(2));
const all = options.has('--all') || process.env.CI === 'true';

ensureInstalled();
run('npx', ['oxlint', '--type-aware', '--deny-warnings']);
nx('run-many', '-t', 'typecheck', 'build');
// For a caller that has just run all of them.
if (!options.has('--tests-done')) {
  if (all) run(process.execPath, ['deploy/scripts/test.mjs']);
  else nx('affected', '-t', 'test', '--base=HEAD');
}
run('npx', ['jest', '--config', 'tests/jest.config.mjs', 'architecture'], { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' });
process.stdout.write('check: everything passes\n');
