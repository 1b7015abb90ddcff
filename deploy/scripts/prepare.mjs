// Plain JavaScript without dependencies: it runs in a fresh clone, before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

const FROM_SOURCE = ['--conditions=@widecast/source', '--import', '@swc-node/register/esm-register', '--disable-warning=ExperimentalWarning'];

/** swc-node looks for the settings of the compiler in the working directory unless told. */
const COMPILER = { TS_NODE_PROJECT: join(ROOT, 'tests/tsconfig.json') };

const INSTALLED = join(ROOT, 'node_modules/.widecast-installed');
const BUILT = join(ROOT, '.cache/built');

export function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Runs a command in the project's root, its output shown; ends the program with its status when it fails. */
export function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...COMPILER, ...env }, shell: process.platform === 'win32' });
  if (error) fail(`${command} could not be run: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs a TypeScript program from source, libraries included. */
export function runFromSource(program, args) {
  run(process.execPath, [...FROM_SOURCE, program, ...args], { TS_NODE_PROJECT: join(ROOT, 'tsconfig.base.json') });
}

export function ensureNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Widecast needs Node 20.19 or newer; this is ${process.versions.node}`);
}

function manifests() {
  const packages = projects().map((project) => join(project, 'package.json'));
  return [join(ROOT, 'package.json'), join(ROOT, 'package-lock.json'), join(ROOT, 'tests/package.json'), ...packages].filter((file) => existsSync(file));
}

/** Installs the packages where they are missing or others than the manifests say. */
export function ensureInstalled() {
  ensureNode();
  const wanted = createHash('sha256').update(manifests().map((file) => readFileSync(file, 'utf8')).join('\0')).digest('hex');
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === wanted) return;
  process.stdout.write('Installing packages (npm install) …\n');
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(INSTALLED, wanted);
}

function newestSource() {
  let newest = 0;
  for (const folder of ['libs', 'services']) {
    for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(ts|json)$/.test(entry.name) || /[\\/](node_modules|dist|test)([\\/]|$)/.test(entry.parentPath)) continue;
      newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
    }
  }
  return String(newest);
}

const projects = () => ['libs', 'services'].flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => join(ROOT, folder, name)));

/** Builds what has changed since the last build. */
export function ensureBuilt() {
  const newest = newestSource();
  if (existsSync(BUILT) && readFileSync(BUILT, 'utf8') === newest && projects().every((project) => existsSync(join(project, 'dist')))) return;
  process.stdout.write('Building (tsc) …\n');
  run(process.execPath, [join(ROOT, 'node_modules/nx/dist/bin/nx.js'), 'run-many', '-t', 'build', '--outputStyle=static'], { NX_DAEMON: 'false', NX_TUI: 'false' });
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  writeFileSync(BUILT, newest);
}
