// Writes contacts.csv and truth.csv of one market: --region RU|EU|US --accounts N --seed N --out FOLDER
import { createWriteStream, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { generateMarket } from './generate-market.ts';
import { contactLines, truthLines } from './market.csv.ts';
import { regionIds } from './regions/region.ts';

const { values } = parseArgs({
  options: { region: { type: 'string', default: 'RU' }, accounts: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' }, out: { type: 'string', default: '.' } },
});
const region = regionIds.find((id) => id === values.region);
const accounts = Number(values.accounts);
const seed = Number(values.seed);
if (!region) throw new RangeError(`--region must be one of ${regionIds.join(', ')}; got ${values.region}`);
if (!Number.isSafeInteger(accounts) || accounts < 1) throw new RangeError(`--accounts must be a whole number, 1 or more; got ${values.accounts}`);
if (!Number.isSafeInteger(seed)) throw new RangeError(`--seed must be a whole number; got ${values.seed}`);

const folder = resolve(process.env['INIT_CWD'] ?? process.cwd(), values.out);
mkdirSync(folder, { recursive: true });
const market = generateMarket({ region, accounts, seed });
await pipeline(Readable.from(contactLines(market)), createWriteStream(join(folder, 'contacts.csv')));
await pipeline(Readable.from(truthLines(market)), createWriteStream(join(folder, 'truth.csv')));
process.stdout.write(`${market.truth.length} accounts with ${market.contacts.length} contacts are in ${folder}\n`);
