import { Shutdown } from '../../demo/src/system/shutdown.ts';
import { writeJson } from '../../bench/write-json.ts';
import { HELP, readOptions, type FaultOptions } from './options.ts';
import { brokenPromises, runFaults } from './run-faults.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** 0 where every promise was kept. */
async function main(options: FaultOptions | undefined): Promise<number> {
  if (options === undefined) {
    say(HELP);
    return 0;
  }
  const shutdown = new Shutdown();
  process.once('SIGINT', () => void shutdown.stop().finally(() => process.exit(130)));
  try {
    const findings = await runFaults(options, shutdown, say);
    say(JSON.stringify(findings, undefined, 2));
    writeJson(options.json, findings);
    const broken = brokenPromises(findings);
    say(broken.length === 0 ? `${findings.kills} kills: every promise was kept` : `Broken: ${broken.join('; ')}`);
    return broken.length === 0 ? 0 : 1;
  } finally {
    await shutdown.stop();
  }
}

process.exit(await main(readOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd())));
