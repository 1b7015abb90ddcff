// The gate of every commit: lint with types, typecheck, build, boundaries, and the tests of what changed (in CI: all).
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, ROOT, run } from './prepare.mjs';

const nx = (...args) => run(process.execPath, [join(ROOT, 'node_modules/nx/dist/bin/nx.js'), ...args, '--outputStyle=static'], { NX_DAEMON: 'false', NX_TUI: 'false' });
const options = new Set(process.argv.slice(2));
const all = options.has('--all') || process.env.CI === 'true';

/** What to compare with: where the branch left main; on main the commit before; undefined where there is none. */
function base() {
  const git = (...args) => spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  const fork = git('merge-base', 'HEAD', 'main').stdout.trim();
  const head = git('rev-parse', 'HEAD').stdout.trim();
  if (fork !== '' && fork !== head) return fork;
  const { status, stdout } = git('rev-parse', '--verify', '--quiet', 'HEAD~1');
  return status === 0 ? stdout.trim() : undefined;
}

ensureInstalled();
run('npx', ['oxlint', '--type-aware', '--deny-warnings']);
nx('run-many', '-t', 'typecheck', 'build');
// For a caller that has just run all of them.
if (!options.has('--tests-done')) {
  const since = base();
  if (all || since === undefined) run(process.execPath, ['deploy/scripts/test.mjs']);
  else nx('affected', '-t', 'test', `--base=${since}`);
}
run('npx', ['jest', '--config', 'tests/jest.config.mjs', 'architecture'], { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' });
process.stdout.write('check: everything passes\n');
