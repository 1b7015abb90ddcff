// How well accounts are told apart by size, on markets with truth that no policy was tuned on; and that the service keeps what the policy says.
import { parseArgs } from 'node:util';
import { writeJson } from '../write-json.ts';
import { judgeMarket } from './judging.ts';
import { figuresOf, printFigures } from './report.ts';
import { throughService } from './service-pass.ts';

const { values } = parseArgs({
  options: { accounts: { type: 'string', default: '30000' }, seed: { type: 'string', default: '201' }, service: { type: 'string', default: '3000' }, json: { type: 'string' } },
});
const seed = Number(values.seed);
if (seed >= 1 && seed <= 5) throw new RangeError('the policies were tuned on the seeds 1 to 5; judge on others');

const regions = (['RU', 'EU', 'US'] as const).map((region) => figuresOf(judgeMarket({ region, accounts: Number(values.accounts), seed })));
regions.forEach(printFigures);
const service = await throughService({ region: 'RU', accounts: Number(values.service), seed });
process.stdout.write(
  `\nThrough the service: ${service.contacts} contacts of ${service.accounts} accounts imported, ${service.upper} classified upper, ` +
  `${service.audience} contacts in the audience, of upper accounts ${service.upperInAudience}; differs from the pure policy: ${service.different}\n`,
);
writeJson(values.json, { seed, regions, service });
if (service.upperInAudience > 0 || service.different > 0) process.exitCode = 1;
