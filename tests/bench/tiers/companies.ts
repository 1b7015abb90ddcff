import { industryNamed, jobTitleNamed, legalFormIn, legalFormNamed, taxIdOf, type Company, type Headcount } from '@widecast/tiers';
import { groupBy } from './group-by.ts';
import { generateMarket, type MarketOptions } from './market/generate-market.ts';
import type { AccountTruth, ContactRow, Market } from './market/market.ts';

/** An account of a market as its file shows it, beside the truth. */
export interface Case {
  readonly company: Company;
  readonly rows: readonly ContactRow[];
  readonly truth: AccountTruth;
}

const numberIn = (cell: string): number | undefined => (cell === '' ? undefined : Number(cell));
const textIn = (cell: string): string | undefined => (cell === '' ? undefined : cell);

function headcountIn(cell: string): Headcount | undefined {
  const [, from, to] = /^(\d+)(?:-(\d+)|\+)$/.exec(cell) ?? [];
  return from === undefined ? numberIn(cell) : { from: Number(from), to: to === undefined ? null : Number(to) };
}

function mailOf(rows: readonly ContactRow[]): Company['mail'] {
  const domains = rows.map(({ email }) => email.slice(email.indexOf('@') + 1));
  if (rows.some(({ domain }) => domain !== '') || domains.some((domain) => /\.(test|example)$/.test(domain))) return 'corporate';
  return 'free';
}

export function companyOf(rows: readonly ContactRow[]): Company {
  const [row] = rows;
  if (!row) throw new RangeError('an account without contacts');
  return {
    employees: headcountIn(row.employees), revenue: numberIn(row.revenue), revenueCurrency: textIn(row.revenue_currency), seats: numberIn(row.seats), spend: numberIn(row.spend),
    contacts: rows.length, mail: mailOf(rows), legalForm: legalFormNamed(row.legal_form) ?? legalFormIn(row.company), industry: industryNamed(row.industry),
    titles: rows.flatMap(({ title }) => jobTitleNamed(title) ?? []),
  };
}

export const casesOf = (options: MarketOptions): Case[] => casesIn(generateMarket(options));

export function casesIn({ contacts, truth }: Market): Case[] {
  const byAccount = groupBy(contacts, (row) => row.external_account_id);
  return truth.map((account) => {
    const rows = byAccount.get(account.accountId) ?? [];
    return { rows, company: companyOf(rows), truth: account };
  });
}

/** Free-mail providers are no company; a branch writes from below the domain of its head. */
const ownDomain = (domain: string): string[] => (/\.(test|example)$/.test(domain) ? [domain.split('.').slice(-2).join('.')] : []);

/** By what an account may be one with others. */
export function linksOf({ rows, truth }: Case): string[] {
  const [row] = rows;
  const taxId = taxIdOf(row?.tax_id ?? '');
  const domains = rows.flatMap(({ email, domain }) => [...ownDomain(domain), ...ownDomain(email.slice(email.indexOf('@') + 1))]);
  return [`account ${truth.accountId}`, ...(row?.parent_account ? [`account ${row.parent_account}`] : []), ...(taxId ? [`tax ${taxId}`] : []), ...new Set(domains.map((domain) => `domain ${domain}`))];
}
