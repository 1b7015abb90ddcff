import { appendFileSync } from 'node:fs';
import { refuseIfRequired, type Requirement } from './requirements.ts';

/**
 * Says that tests are left out, why and how to run them; `npm test` lists it in its last lines. Throws when
 * WIDECAST_TEST_REQUIRE names what is missing.
 */
export function tellNotRun(requirement: Requirement, what: string, how: string): void {
  refuseIfRequired(requirement, how);
  const line = `${what}: ${how}`;
  const file = process.env['WIDECAST_NOT_RUN'];
  if (file) appendFileSync(file, `${line}\n`);
  else process.stderr.write(`not run: ${line}\n`);
}
