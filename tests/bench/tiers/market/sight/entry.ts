import { pick } from '../../../../demo/src/market/random.ts';
import { chance, type Random } from '../draws.ts';
import type { AccountTruth, ContactRow, SignalName, Trait } from '../market.ts';
import type { Region } from '../regions/region.ts';
import type { Account } from '../world/account.ts';
import { INDUSTRIES, INDUSTRY_WEIGHTS, type IndustryId } from '../world/industries.ts';
import { spelledName } from '../world/names.ts';
import { mistyped } from '../world/tax-id.ts';
import { figuresOf, type SeenFigures } from './figures.ts';
import { contactCount, personOf, type Person } from './people.ts';
import { purchasesOf, type SeenPurchases } from './purchases.ts';

const SHOWN = { legalForm: 0.6, industry: 0.68, taxId: 0.62, country: 0.97, website: 0.7, websiteOfFreeMailer: 0.12 };
const WRONG = { taxId: 0.015, industry: 0.03 };

export interface Entry {
  readonly rows: readonly ContactRow[];
  readonly truth: AccountTruth;
}

export interface Observation {
  readonly region: Region;
  readonly account: Account;
  /** External id by account. */
  readonly ids: ReadonlyMap<Account, string>;
  readonly takenAddresses: Set<string>;
}

interface Sight {
  readonly card: Omit<ContactRow, 'email' | 'name' | 'title'>;
  readonly people: readonly Person[];
  readonly traits: readonly Trait[];
}

const shownTo = (random: Random, share: number, value: string): string => (chance(random, share) ? value : '');

function seenTaxId(random: Random, { taxId }: Account): { value: string; traits: Trait[] } {
  if (!chance(random, SHOWN.taxId)) return { value: '', traits: [] };
  return chance(random, WRONG.taxId) ? { value: mistyped(random, taxId), traits: ['mistyped-tax-id'] } : { value: taxId, traits: [] };
}

function seenIndustry(random: Random, { language }: Region, industry: IndustryId): string {
  const seen = chance(random, WRONG.industry) ? pick(random, Object.keys(INDUSTRY_WEIGHTS) as IndustryId[]) : industry;
  return shownTo(random, SHOWN.industry, INDUSTRIES[seen].words[language]);
}

const websiteShare = { corporate: SHOWN.website, free: SHOWN.websiteOfFreeMailer, disposable: 0 };

function look(random: Random, { region, account, ids, takenAddresses }: Observation): Sight {
  const { traits: ofFigures, ...figures }: SeenFigures = figuresOf(random, region, account);
  const { traits: ofPurchases, relation, ...purchases }: SeenPurchases = purchasesOf(random, region, account);
  const taxId = seenTaxId(random, account);
  const count = relation === 'customer' ? contactCount(random, account.own.employees) : Math.ceil(contactCount(random, account.own.employees) * 0.7);
  const people = Array.from({ length: count }, () => personOf(random, { region, account, taken: takenAddresses }));
  const boastful: Trait[] = people.some(({ isBoastful }) => isBoastful) ? ['boastful-title'] : [];
  const mail: Trait[] = account.mail === 'corporate' ? [] : [`${account.mail}-mail`];
  const card = {
    company: spelledName(random, account.name, account.form),
    domain: shownTo(random, websiteShare[account.mail], account.domain),
    tax_id: taxId.value,
    legal_form: shownTo(random, SHOWN.legalForm, account.form.name),
    country: shownTo(random, SHOWN.country, account.country),
    ...figures, ...purchases,
    industry: seenIndustry(random, region, account.industry),
    external_account_id: ids.get(account) ?? '',
    parent_account: (account.namedParent && ids.get(account.namedParent)) ?? '',
  };
  return { card, people, traits: [...account.traits, ...mail, ...ofFigures, ...ofPurchases, ...taxId.traits, ...boastful] };
}

function signalsOf({ card, people }: Sight, account: Account): SignalName[] {
  const columns = (['employees', 'revenue', 'seats', 'spend', 'legal_form', 'industry'] as const).filter((column) => card[column] !== '');
  const isOwnDomain = card.domain !== '' || people.some(({ email }) => email.endsWith(`@${account.domain}`));
  return [...columns, ...(people.length > 1 ? ['contacts' as const] : []), ...(isOwnDomain ? ['domain' as const] : []), ...(people.some(({ title }) => title !== '') ? ['title' as const] : [])];
}

/** What the file says of an account, and what is true of it. */
export function entryOf(random: Random, observation: Observation): Entry {
  const { account, ids } = observation;
  const sight = look(random, observation);
  return {
    rows: sight.people.map(({ email, name, title }) => ({ email, name, title, ...sight.card })),
    truth: {
      accountId: ids.get(account) ?? '',
      tier: account.tier,
      groupId: account.group ?? '',
      duplicateOf: (account.duplicateOf && ids.get(account.duplicateOf)) ?? '',
      employees: account.whole.employees,
      revenue: account.whole.revenue,
      signals: signalsOf(sight, account),
      traits: [...new Set(sight.traits)],
    },
  };
}
