import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '../free-port.ts';
import { waitUntil } from '../wait-until.ts';
import { findKafkaProgram, type KafkaProgram } from './jars.ts';
import { answersKafka } from './probe.ts';
import { serverProperties } from './server-properties.ts';

const START_PATIENCE_MS = 60_000;
const JAVA_OPTIONS = [
  '-Xms64m',
  '-Xmx256m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Xshare:auto',
  '-Djava.awt.headless=true',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
] as const;

/** A real broker as a child process, which fault tests may take away and bring back on the same port and data. */
export class KafkaBroker {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly program: KafkaProgram,
    private readonly dataDir: string,
    readonly port: number,
  ) {}

  /** Lays out the data folder; throws with the reason where Java or the jars are missing. Does not start the broker. */
  static async create(options: { readonly dataDir: string; readonly port?: number }): Promise<KafkaBroker> {
    const broker = new KafkaBroker(await findKafkaProgram(), options.dataDir, options.port ?? (await findFreePort()));
    await broker.format();
    return broker;
  }

  get brokers(): string[] {
    return [`127.0.0.1:${this.port}`];
  }

  get isRunning(): boolean {
    return this.child !== undefined;
  }

  /** Returns when the broker answers requests; does nothing while it runs. */
  async start(): Promise<void> {
    if (this.child !== undefined) return;
    const log = await open(this.logFile, 'a');
    const child = spawn(this.program.java, this.javaArguments('kafka.Kafka', this.configFile), { stdio: ['ignore', log.fd, log.fd] });
    await log.close();
    this.child = child;
    const reap = (): void => void child.kill('SIGKILL');
    process.once('exit', reap);
    child.once('error', () => this.forget(child));
    child.once('exit', () => {
      process.off('exit', reap);
      this.forget(child);
    });
    const patience = { what: `Kafka (${this.logFile})`, timeout: START_PATIENCE_MS, interval: 50 };
    await waitUntil(() => this.answers(), patience).catch(async (error: unknown) => {
      await this.kill();
      throw error;
    });
  }

  /** Shuts down in order, within some two seconds. */
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** Takes the broker away as a crash would. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child === undefined) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  private async answers(): Promise<boolean> {
    if (this.child === undefined) throw new Error(`Kafka did not start: ${(await readFile(this.logFile, 'utf8')).slice(-1_000)}`);
    return answersKafka(this.port);
  }

  private forget(child: ChildProcess): void {
    if (this.child === child) this.child = undefined;
  }

  private async format(): Promise<void> {
    const logDir = join(this.dataDir, 'log');
    await mkdir(this.dataDir, { recursive: true });
    await writeFile(this.configFile, serverProperties({ port: this.port, controllerPort: await findFreePort(), logDir }));
    const isFormatted = await access(join(logDir, 'meta.properties')).then(
      () => true,
      () => false,
    );
    if (isFormatted) return;
    const clusterId = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
    const format = this.javaArguments('kafka.tools.StorageTool', 'format', `--cluster-id=${clusterId}`, '-c', this.configFile);
    await promisify(execFile)(this.program.java, format);
  }

  private get configFile(): string {
    return join(this.dataDir, 'server.properties');
  }

  private get logFile(): string {
    return join(this.dataDir, 'server.log');
  }

  private javaArguments(mainClass: string, ...rest: readonly string[]): string[] {
    return [...JAVA_OPTIONS, '-cp', join(this.program.jars, '*'), mainClass, ...rest];
  }
}
