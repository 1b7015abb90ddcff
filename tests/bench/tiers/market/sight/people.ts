import { pick } from '../../../../demo/src/market/random.ts';
import { chance, geometric, weighted, type Random } from '../draws.ts';
import { TIERS, type TrueTier } from '../laws.ts';
import type { Region } from '../regions/region.ts';
import type { Account } from '../world/account.ts';
import { slug } from '../world/names.ts';

const DISPOSABLE = ['mailinator.com', 'yopmail.com', 'guerrillamail.com', '10minutemail.com', 'trashmail.com'] as const;
const ROLES = { en: ['info', 'office', 'sales', 'contact', 'admin'], ru: ['info', 'office', 'sales', 'mail', 'zakupki', 'buh'] } as const;
const MOST_CONTACTS = 60;
const USES_PRIVATE_ADDRESS = 0.07;
const IS_ROLE: Readonly<Record<TrueTier, number>> = { SOHO: 0.4, SMB: 0.3, UMM: 0.1, ENTERPRISE: 0.06 };
const TITLE = { shown: 0.55, ofAnyClass: 0.12, boastful: 0.015 };

export interface Person {
  readonly email: string;
  readonly name: string;
  readonly title: string;
  readonly isBoastful: boolean;
}

/** More people of larger firms come to a vendor, far fewer than work there. */
export function contactCount(random: Random, employees: number): number {
  const mean = 0.12 + 0.9 * Math.max(0, Math.log10(employees / 3)) ** 1.3;
  return Math.min(MOST_CONTACTS, 1 + geometric(random, mean));
}

function titleOf(random: Random, { titles }: Region, looks: TrueTier): { title: string; isBoastful: boolean } {
  if (!chance(random, TITLE.shown)) return { title: '', isBoastful: false };
  if (looks === 'SOHO' && chance(random, TITLE.boastful)) return { title: pick(random, titles.ENTERPRISE), isBoastful: true };
  const tier = chance(random, TITLE.ofAnyClass) ? pick(random, TIERS) : looks;
  return { title: pick(random, titles[tier]), isBoastful: false };
}

function hostOf(random: Random, region: Region, { mail, domain }: Account): string {
  if (mail === 'disposable') return pick(random, DISPOSABLE);
  return mail === 'free' || chance(random, USES_PRIVATE_ADDRESS) ? weighted(random, region.freeMail) : domain;
}

/** Addresses at public providers get a mark no person would choose, and every address is there once. */
function addressOf(random: Random, local: string, host: string, taken: Set<string>): string {
  const marked = /\.(test|example)$/.test(host) ? local : `${local}.wcm${Math.floor(random() * 36 ** 4).toString(36)}`;
  let email = `${marked}@${host}`;
  for (let again = 2; taken.has(email); again += 1) email = `${marked}${again}@${host}`;
  taken.add(email);
  return email;
}

export function personOf(random: Random, { region, account, taken }: { readonly region: Region; readonly account: Account; readonly taken: Set<string> }): Person {
  const first = pick(random, region.people.first);
  const last = pick(random, region.people.last);
  const isRole = chance(random, IS_ROLE[account.looks]);
  const local = isRole ? pick(random, ROLES[region.language]) : pick(random, [`${slug(first)}.${slug(last)}`, `${slug(first).charAt(0)}.${slug(last)}`, slug(last)]);
  return {
    email: addressOf(random, local, hostOf(random, region, account), taken),
    name: isRole && chance(random, 0.6) ? '' : `${first} ${last}`,
    ...titleOf(random, region, account.looks),
  };
}
