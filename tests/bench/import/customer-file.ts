/** The columns of a list as a vendor has it: whom to write to, the company with its size, and what is known of the customer. */
const HEADER = 'email,name,language,account,account_name,account.employees,account.industry,account.region,city,plan,visits,signed_up,source,consent\n';
const PIECE = 256 * 1024;

const INDUSTRIES = ['bakery', 'garage', 'dental', 'books', 'logistics', 'garden', 'print', 'fitness', 'tools', 'law', 'retail', 'software'];
const REGIONS = ['north', 'south', 'east', 'west', 'centre', 'coast', 'lakes', 'hills'];
const CITIES = ['Oslo', 'Lyon', 'Graz', 'Turin', 'Leeds', 'Porto', 'Ghent', 'Malmö', 'Gdańsk', 'Tartu', 'Cork', 'Bern', 'Brno', 'Split', 'Patras', 'Vigo'];
const PLANS = ['free', 'free', 'free', 'start', 'start', 'team'];
const SOURCES = ['shop', 'fair', 'partner', 'web form', 'webinar'];
const FREE_MAIL = ['gmail.com', 'yahoo.com', 'outlook.com', 'gmx.de', 'mail.ru'];
const FIRST = ['Anna', 'Ben', 'Carol', 'David', 'Emma', 'Frank', 'Grace', 'Henry', 'Iris', 'Jack', 'Karin', 'Luis'];
const LAST = ['Berg', 'Costa', 'Dale', 'Ek', 'Frost', 'Gray', 'Holm', 'Ivers', 'Jensen', 'Kraus', 'Lund', 'Moreau'];

export const names = { industries: INDUSTRIES, regions: REGIONS, cities: CITIES, plans: [...new Set(PLANS)], sources: SOURCES } as const;

/** Numbers that look random and are the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Company {
  readonly key: string;
  readonly cells: string;
}

/** The rows of one company: one to four people, of whom three in ten write from free-mail addresses; some sizes are missing. */
export function* customerRows(contacts: number, seed = 7): Generator<string> {
  const random = randomFrom(seed);
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  let company: Company = { key: '', cells: '' };
  let left = 0;
  for (let n = 0; n < contacts; n += 1) {
    if (left === 0) {
      company = companyOf(n, random, pick);
      left = 1 + Math.floor(random() * 4);
    }
    left -= 1;
    const [first, last] = [pick(FIRST), pick(LAST)];
    const domain = random() < 0.3 ? pick(FREE_MAIL) : company.key;
    const consent = random() < 0.8 ? 'yes' : '';
    yield `${first.toLowerCase()}.${last.toLowerCase()}.${n}@${domain},${first} ${last},${pick(['en', 'de', 'fr', 'ru'])},${company.cells},${pick(CITIES)},${pick(PLANS)},` +
      `${Math.floor(random() * 100)},2026-0${1 + (n % 9)}-1${n % 10},${pick(SOURCES)},${consent}\n`;
  }
}

function companyOf(n: number, random: () => number, pick: <Value>(values: readonly Value[]) => Value): Company {
  const key = `company-${n}.test`;
  // Most are tiny, few are large: employees follow a power law.
  const employees = random() < 0.25 ? '' : String(Math.min(20_000, Math.floor(1 / (1 - random()) ** 0.9)));
  const industry = pick(INDUSTRIES);
  return { key, cells: `${key},"${industry[0]?.toUpperCase()}${industry.slice(1)} ${n}, Ltd",${employees},${industry},${pick(REGIONS)}` };
}

/** The same rows after a month: of everybody one column, the visits, has another figure. */
export function* laterRows(contacts: number): Generator<string> {
  for (const row of customerRows(contacts)) yield row.replace(/,(\d+),(2026-)/, (_, visits: string, day: string) => `,${Number(visits) + 1},${day}`);
}

/** The whole file in pieces, as a client would send it. */
export function* customerFile(rows: Iterable<string>): Generator<Uint8Array> {
  let piece = HEADER;
  for (const row of rows) {
    piece += row;
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
}
