import type { Rule } from '@widecast/rules';
import { Client } from 'pg';
import { fillCrowd } from '../crowd/fill.ts';
import { ask, BenchDatabase } from '../dispatch/bench-database.ts';
import { campaignMaker, type MakeCampaign } from '../dispatch/campaign.ts';
import { Sink } from '../dispatch/sink.ts';
import { ruleOf } from '../segments/rules.ts';
import { machineCpu } from '../processes.ts';
import { cpuOf, ServiceProcess } from '../service-process.ts';
import type { Options } from './options.ts';

const EVENTS_EACH = 10;

/** Seconds of CPU so far. */
export interface Cpu {
  readonly dispatch: number;
  readonly segmentation: number;
  readonly postgres: number;
  readonly sink: number;
  readonly bench: number;
  /** Of whatever else runs on the machine: where it is not near 0 the figures are worth little. */
  readonly others: number;
  readonly idle: number;
}

/** Dispatch and segmentation in a process each, as their images run them, on one PostgreSQL; segmentation is full of contacts, events and segments. */
export class Installation {
  private constructor(
    private readonly database: BenchDatabase,
    private readonly sink: Sink,
    readonly dispatch: ServiceProcess,
    readonly segmentation: ServiceProcess,
    readonly draftCampaign: MakeCampaign,
  ) {}

  static async start({ contacts, segments, data }: Options): Promise<Installation> {
    const sink = await Sink.start();
    const database = await BenchDatabase.start(data);
    const env = { DATABASE_URL: database.url };
    const segmentation = await ServiceProcess.start('segmentation', env);
    await fill(database.url, contacts);
    const dispatch = await ServiceProcess.start('dispatch', { ...env, SMTP_URL: `smtp://127.0.0.1:${sink.port}` });
    await saveMissing(segmentation, segments);
    return new Installation(database, sink, dispatch, segmentation, await campaignMaker(dispatch));
  }

  get url(): string {
    return this.database.url;
  }

  /** Gives its id; one of this name is given the rule. */
  async saveSegment(name: string, rule: Rule): Promise<string> {
    const known = (await idsByName(this.segmentation)).get(name);
    return (await this.segmentation.call<{ id: string }>(known ? 'PUT' : 'POST', known ? `segments/${known}` : 'segments', { name, rule })).id;
  }

  cpu(): Cpu {
    const ours = {
      dispatch: this.dispatch.cpuSeconds, segmentation: this.segmentation.cpuSeconds, postgres: this.database.cpuSeconds(), sink: cpuOf(this.sink.pid), bench: cpuOf(process.pid),
    };
    const { busy, idle } = machineCpu();
    return { ...ours, others: busy - Object.values(ours).reduce((sum, seconds) => sum + seconds, 0), idle };
  }

  async stop(): Promise<void> {
    await Promise.all([this.dispatch.stop(), this.segmentation.stop()]);
    this.sink.stop();
    await this.database.stop();
  }
}

async function fill(url: string, contacts: number): Promise<void> {
  const [found] = await ask<{ contacts: number }>(url, 'SELECT count(*)::int AS contacts FROM segmentation.contacts');
  if (found?.contacts === contacts) return;
  if (found && found.contacts > 0) throw new Error(`The folder holds ${found.contacts} contacts; name another one`);
  const client = new Client({ connectionString: url, options: '-c search_path=segmentation' });
  await client.connect();
  try {
    await fillCrowd({ query: async <Row>(sql: string, parameters: readonly unknown[] = []) => (await client.query(sql, [...parameters])).rows as Row[] }, { contacts, events: contacts * EVENTS_EACH });
  } finally {
    await client.end();
  }
}

/** Those that a kept folder does not have yet. */
async function saveMissing(service: ServiceProcess, segments: number): Promise<void> {
  const known = await idsByName(service);
  for (let n = 0; n < segments - 1; n += 1) if (!known.has(`segment ${n}`)) await service.call('POST', 'segments', { name: `segment ${n}`, rule: ruleOf(n) });
}

async function idsByName(service: ServiceProcess): Promise<Map<string, string>> {
  const { segments } = await service.call<{ segments: { id: string; name: string }[] }>('GET', 'segments?limit=1000');
  return new Map(segments.map(({ id, name }) => [name, id]));
}
