// Fits the markets of the presets on the seeds for tuning and writes them: --accounts N of each of the five seeds.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CompiledPolicy, JUDGED_TIERS, PRESETS, revenueView, testimonyOf, tiersOf, type MarketModel, type TierPolicy } from '@widecast/tiers';
import { casesOf } from '../companies.ts';
import { belongsOf, fitMarket } from './fit-market.ts';

const SEEDS = [1, 2, 3, 4, 5];
const FOLDER = join(import.meta.dirname, '../../../../libs/tiers/src/presets/markets');
const MARKETS = [['RU', 'russia', PRESETS['ru-209-fz']], ['EU', 'europe', PRESETS['eu-2003-361']], ['US', 'america', PRESETS['us-bands']]] as const;
const { values } = parseArgs({ options: { accounts: { type: 'string', default: '30000' } } });

function marketOf(region: (typeof MARKETS)[number][0], frame: TierPolicy): MarketModel {
  const cases = SEEDS.flatMap((seed) => casesOf({ region, accounts: Number(values.accounts), seed }));
  const market = fitMarket(cases, frame);
  const policy = new CompiledPolicy({ ...frame, market });
  const own = cases.map(({ company }) => {
    const heard = testimonyOf(company, policy).map(({ likelihood }) => likelihood);
    return tiersOf(policy.grid, heard, revenueView(company, policy.policy, policy.grid));
  });
  return { ...market, belongs: belongsOf(own, cases.map(({ truth }) => JUDGED_TIERS.indexOf(truth.tier))) };
}

const entry = ([name, value]: [string, unknown]): string => `  ${name}: ${JSON.stringify(value).replaceAll('"', "'").replaceAll(/'([a-z]\w*)':/gi, '$1:').replaceAll(/([,:])(?=\S)/g, '$1 ')},`;
for (const [region, name, frame] of MARKETS) {
  const lines = Object.entries(marketOf(region, frame)).map(entry);
  const text = `import type { MarketModel } from '../../policy/market-model.ts';\n\n/** Written by \`tests/bench/tiers/fit/fit.ts\`. */\nexport const ${name.toUpperCase()}: MarketModel = {\n${lines.join('\n')}\n};\n`;
  writeFileSync(join(FOLDER, `${name}.market.ts`), text);
  process.stdout.write(`${name} is written\n`);
}
