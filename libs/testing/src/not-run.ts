import { appendFileSync } from 'node:fs';
import { refuseIfRequired, type Requirement } from './requirements.ts';

const HOW: Readonly<Record<Requirement, string>> = {
  kafka: 'install Java ≥ 17 and Maven, or start Docker, or set KAFKA_BROKERS=host:port, and `npm test` again',
  postgres: 'set TEST_DATABASE_URL=postgres://user:password@host:5432/postgres and `npm test` again',
  docker: 'start Docker and `npm test` again',
  dovecot: 'install dovecot-imapd, become root and `npm test` again',
  browser: 'install Chromium and `npm test` again',
};

/**
 * Says that tests are left out, why and how to run them; `npm test` lists it in its last lines. Throws when
 * WIDECAST_TEST_REQUIRE names what is missing.
 */
export function tellNotRun(requirement: Requirement, what: string, why: string): void {
  refuseIfRequired(requirement, why);
  const line = `${what} (${why}); to run it: ${HOW[requirement]}`;
  const file = process.env['WIDECAST_NOT_RUN'];
  if (file) appendFileSync(file, `${line}\n`);
  else process.stderr.write(`not run: ${line}\n`);
}
