import { execFile } from 'node:child_process';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));
const POM = join(REPOSITORY, 'deploy', 'kafka', 'pom.xml');
const JARS = join(REPOSITORY, '.cache', 'kafka', 'lib');
const OLDEST_JAVA = 17;

const run = promisify(execFile);

export interface KafkaProgram {
  readonly java: string;
  /** The folder of the broker's jars. */
  readonly jars: string;
}

/** Finds Java and the broker's jars, fetching those with Maven the first time; throws with the reason where it cannot. */
export async function findKafkaProgram(): Promise<KafkaProgram> {
  const java = await findJava();
  const isCached = await access(JARS).then(
    () => true,
    () => false,
  );
  if (!isCached) await fetchJars();
  return { java, jars: JARS };
}

async function findJava(): Promise<string> {
  const home = process.env['JAVA_HOME'];
  const java = home === undefined || home === '' ? 'java' : join(home, 'bin', 'java');
  const { stderr } = await run(java, ['-version']).catch(() => {
    throw new Error(`no Java found (${java}); Kafka needs Java ${OLDEST_JAVA} or newer`);
  });
  const version = Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
  if (version < OLDEST_JAVA) throw new Error(`Java ${version} found; Kafka needs Java ${OLDEST_JAVA} or newer`);
  return java;
}

/** Into a folder of our own first, so that an interrupted fetch or a second test process leaves no half of it. */
async function fetchJars(): Promise<void> {
  const unfinished = `${JARS}.${process.pid}`;
  await mkdir(dirname(JARS), { recursive: true });
  const goal = ['-B', '-q', '-f', POM, 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${unfinished}`];
  await run('mvn', goal, { shell: process.platform === 'win32' }).catch((error: Error) => {
    throw new Error(`the Kafka jars could not be fetched with Maven: ${error.message.slice(0, 500)}`);
  });
  await rename(unfinished, JARS).catch(() => rm(unfinished, { recursive: true, force: true }));
}
