import { spawn } from 'node:child_process';
import { mkdtempSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provideDatabase, provideKafka } from '@widecast/testing';

const ROOT = join(import.meta.dirname, '../..');
const NODE_OPTIONS = '--experimental-vm-modules --disable-warning=ExperimentalWarning';

/** Runs Jest over everything on one PostgreSQL and one Kafka, and tells at the end what was not run. */
async function main(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'widecast-tests-'));
  const notRun = join(folder, 'not-run');
  const database = await provideDatabase();
  const { kafka, reason } = await provideKafka();
  process.stdout.write(`PostgreSQL: ${database.origin}; Kafka: ${kafka?.origin ?? `none (${reason})`}\n`);
  try {
    const status = await jest({
      TEST_DATABASE_URL: database.url,
      WIDECAST_NOT_RUN: notRun,
      ...(kafka ? { KAFKA_BROKERS: kafka.brokers.join(',') } : {}),
    });
    tellNotRun(notRun);
    return status;
  } finally {
    await kafka?.stop();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function jest(env: Record<string, string>): Promise<number> {
  const args = [join(ROOT, 'node_modules/jest/bin/jest.js'), '--config', join(ROOT, 'tests/jest.all.config.mjs'), ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, NODE_OPTIONS, ...env } });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

function tellNotRun(file: string): void {
  if (!existsSync(file)) return;
  const lines = [...new Set(readFileSync(file, 'utf8').trim().split('\n'))];
  process.stdout.write(`\nNot run here:\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
}

process.exit(await main());
