import { industryNamed, jobTitleNamed, legalFormIn, legalFormNamed, type Company } from '@widecast/tiers';
import { bandOf } from './size-signals.ts';

export interface TierSignals {
  readonly name: string | null;
  /** Facts about the company by name: employees, revenue, seats, spend, … */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** How many contacts it has here. */
  readonly contacts: number;
  /** All its contacts write from free-mail or disposable addresses. */
  readonly freeMail: boolean;
  /** Job titles of its contacts. */
  readonly titles: readonly string[];
}

/** Attributes of contacts that are job titles, the first that is told. */
export const TITLE_FIELDS = ['title', 'job_title', 'position', 'должность', 'Title', 'Job Title', 'Position', 'Должность'] as const;

/** Reads what is known of an account. */
export function companyOf({ name, attributes, contacts, freeMail, titles }: TierSignals): Company {
  const text = (field: string): string | undefined => {
    const value = attributes[field] ?? toldAs(field, attributes);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const size = (field: string): number | undefined => (typeof attributes[field] === 'number' && attributes[field] >= 0 && Number.isFinite(attributes[field]) ? attributes[field] : undefined);
  return {
    employees: size('employees') ?? bandOf(text('employees') ?? ''),
    revenue: size('revenue'), revenueCurrency: text('revenue_currency') ?? text('currency'), seats: size('seats'), spend: size('spend'),
    contacts: Math.max(contacts, 1), mail: contacts === 0 ? undefined : freeMail && text('domain') === undefined ? 'free' : 'corporate',
    legalForm: legalFormNamed(text('legal_form') ?? '') ?? legalFormIn(name ?? ''), industry: industryNamed(text('industry') ?? ''),
    titles: titles.flatMap((title) => jobTitleNamed(title) ?? []),
  };
}

/** What is told under the name in capital letters. */
const toldAs = (field: string, attributes: TierSignals['attributes']): unknown => Object.entries(attributes).find(([name]) => name.toLowerCase() === field)?.[1];
