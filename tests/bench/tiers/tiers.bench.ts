// How well accounts are told apart by size, on markets with truth that no policy was tuned on; and that the service keeps what the policy says.
import { parseArgs } from 'node:util';
import { writeJson } from '../write-json.ts';
import { duplicatesIn, type DuplicateFigures } from './duplicates.ts';
import { judgeMarket } from './judging.ts';
import { figuresOf, printDuplicates, printFigures } from './report.ts';
import { throughService } from './service-pass.ts';

const { values } = parseArgs({
  options: { accounts: { type: 'string', default: '30000' }, seed: { type: 'string', default: '201' }, service: { type: 'string', default: '3000' }, duplicates: { type: 'boolean', default: false }, json: { type: 'string' } },
});
const seed = Number(values.seed);
if (seed >= 1 && seed <= 5) throw new RangeError('the policies were tuned on the seeds 1 to 5; judge on others');

const REGIONS = ['RU', 'EU', 'US'] as const;

/** How well tiers are told, or with --duplicates, which pairs of accounts are proposed as one company. */
if (values.duplicates) {
  const figures: DuplicateFigures[] = [];
  for (const region of REGIONS) figures.push(await duplicatesIn({ region, accounts: Number(values.service), seed }));
  figures.forEach(printDuplicates);
  writeJson(values.json, { seed, duplicates: figures });
} else {
  const regions = REGIONS.map((region) => figuresOf(judgeMarket({ region, accounts: Number(values.accounts), seed })));
  regions.forEach(printFigures);
  const service = await throughService({ region: 'RU', accounts: Number(values.service), seed });
  process.stdout.write(
    `\nThrough the service: ${service.contacts} contacts of ${service.accounts} accounts imported, ${service.upper} classified upper, ` +
    `${service.audience} contacts in the audience, of upper accounts ${service.upperInAudience}; differs from the pure policy: ${service.different}\n`,
  );
  writeJson(values.json, { seed, regions, service });
  if (service.upperInAudience > 0 || service.different > 0) process.exitCode = 1;
}
