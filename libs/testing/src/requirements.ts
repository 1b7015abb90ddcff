/** What tests may need from the machine; each named in WIDECAST_TEST_REQUIRE must be there. */
export type Requirement = 'kafka' | 'postgres' | 'docker' | 'browser' | 'dovecot';

export class RequirementMissing extends Error {
  constructor(
    readonly requirement: Requirement,
    readonly reason: string,
  ) {
    super(`WIDECAST_TEST_REQUIRE names ${requirement}, which is missing: ${reason}`);
    this.name = 'RequirementMissing';
  }
}

export function isRequired(requirement: Requirement): boolean {
  const list = process.env['WIDECAST_TEST_REQUIRE'] ?? '';
  return list.split(',').some((name) => name.trim() === requirement);
}

/** Call where something is missing and the tests would be left out: throws when WIDECAST_TEST_REQUIRE names it. */
export function refuseIfRequired(requirement: Requirement, reason: string): void {
  if (isRequired(requirement)) throw new RequirementMissing(requirement, reason);
}
