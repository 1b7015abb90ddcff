// How fast an audience is frozen and streamed: from the launch of a campaign to its chunks in the event log.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { audienceChunkPrepared, audienceFrozen, campaignLaunched, type AudienceFrozen } from '@widecast/contracts';
import { cpuSince, Memory, openCrowd } from '../crowd/crowd.ts';
import { LogTail } from '../crowd/log-tail.ts';
import { runSeries } from '../series.ts';
import { writeJson } from '../write-json.ts';

const { values: given } = parseArgs({ options: { contacts: { type: 'string', default: '100000' }, data: { type: 'string' }, json: { type: 'string' }, series: { type: 'string' } } });
if (given.series !== undefined) process.exit(await runSeries({ sizes: given.series, json: given.json, keys: ['audienceSeconds', 'firstChunkMs', 'rssMb'] }));
const contacts = Number(given.contacts);
const FIELDS = ['name', 'city', 'plan', 'account.name'];
const LONGEST = 300_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const crowd = await openCrowd({ contacts, events: contacts * 10 }, given.data);
const memory = new Memory();
const { service } = crowd;
try {
  const { body } = await service.post('/v1/segments', { name: `everybody ${randomUUID()}`, rule: { field: 'createdAt', op: 'exists' } });
  const { id: segmentId, members } = body as { id: string; members: number };
  say(`a segment of ${members.toLocaleString('en-US')} members`);
  await service.database.query('VACUUM ANALYZE segment_members');

  let frozen: AudienceFrozen | undefined;
  let frozenMs = 0;
  let firstChunkMs = 0;
  let recipients = 0;
  let chunks = 0;
  let longest = 0;
  let begun = performance.now();
  const news = await LogTail.open(service.databaseUrl, audienceFrozen, (payload) => {
    frozen = payload;
    frozenMs = performance.now() - begun;
  });
  const tail = await LogTail.open(service.databaseUrl, audienceChunkPrepared, (chunk) => {
    chunks += 1;
    recipients += chunk.recipients.length;
    if (chunks === 1) firstChunkMs = performance.now() - begun;
  });
  const before = crowd.cpu();
  begun = performance.now();
  await service.publish(campaignLaunched, {
    campaignId: randomUUID(), name: 'bench', segmentId, launchedAt: new Date().toISOString(), arms: [{ name: 'A', holdOut: false, costPerMessage: 0 }], fields: FIELDS,
  });
  const isDone = (): boolean => frozen !== undefined && chunks >= frozen.chunks;
  while (!isDone() && performance.now() - begun < LONGEST) {
    const [oldest] = await service.database.query<{ seconds: number }>(
      `SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::float8 AS seconds FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND datname = current_database()`,
    );
    longest = Math.max(longest, oldest?.seconds ?? 0);
    await new Promise((go) => setTimeout(go, 20));
  }
  const audienceSeconds = (performance.now() - begun) / 1000;
  await Promise.all([news.close(), tail.close()]);
  if (!frozen || recipients !== frozen.audience) throw new Error(`${recipients} recipients came of ${frozen?.audience ?? 'an audience that was not frozen'}`);
  const rssMb = memory.stop();
  say(`selected ${frozen.selected}, audience ${frozen.audience}, left out ${JSON.stringify(frozen.leftOut)}`);
  say(`frozen after ${frozenMs.toFixed(0)} ms, first chunk after ${firstChunkMs.toFixed(0)} ms, all ${chunks} chunks after ${audienceSeconds.toFixed(1)} s (${Math.round(recipients / audienceSeconds)} recipients/s); ${cpuSince(before, crowd.cpu())}`);
  say(`longest writing transaction ${longest.toFixed(2)} s; peak resident memory of the service and the bench: ${rssMb} MB`);
  writeJson(given.json, { contacts, audience: frozen.audience, frozenMs, firstChunkMs, audienceSeconds, longestTransactionSeconds: longest, rssMb });
} finally {
  await crowd.close();
}
process.exit();
