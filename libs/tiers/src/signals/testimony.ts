import type { CompiledPolicy } from '../policy/compiled-policy.ts';
import { normalBelow } from '../sizes/normal.ts';
import type { Speech } from '../sizes/tier-probabilities.ts';
import type { Company } from './company.ts';
import { likelihoodOfHeadcount } from './headcount.ts';
import { likelihoodOfPurchases } from './purchases.ts';

export const signalNames = ['employees', 'revenue', 'seats', 'spend', 'contacts', 'mail', 'legalForm', 'title', 'group'] as const;
export type SignalName = (typeof signalNames)[number];

/** What one signal says, by headcount. */
export interface Testimony extends Speech {
  readonly signal: SignalName;
  readonly value: string | number;
  readonly likelihood: Float64Array;
}

const MOST_TITLES = 30;
const CONTACT_STEPS = [[6, '6-9'], [4, '4-5'], [3, '3'], [2, '2'], [1, '1']] as const;

export const contactStepOf = (contacts: number): string => CONTACT_STEPS.find(([least]) => contacts >= least)?.[1] ?? '1';

/** All signals of a company but the revenue, which is more than a matter of the headcount. */
export function testimonyOf(company: Company, policy: CompiledPolicy): Testimony[] {
  const { contacts, mail, legalForm, titles = [] } = company;
  return [
    ...headcountOf(company, policy),
    ...purchasesOf(company, policy),
    ...contactsOf(contacts, policy),
    ...(mail ? told(policy, 'mail', { value: mail, row: mail }) : []),
    ...(legalForm ? told(policy, 'legalForm', { value: legalForm, row: legalForm }) : []),
    ...titles.slice(0, MOST_TITLES).flatMap((title) => told(policy, 'title', { value: title, row: title })),
  ];
}

function headcountOf({ employees }: Company, compiled: CompiledPolicy): Testimony[] {
  if (employees === undefined) return [];
  const value = typeof employees === 'number' ? employees : employees.to === null ? `${employees.from}+` : `${employees.from}-${employees.to}`;
  const voice = compiled.voice(`employees ${value}`, () => likelihoodOfHeadcount(employees, compiled.policy, compiled.grid));
  return voice ? [{ signal: 'employees', value, ...voice }] : [];
}

/** Spend is heard where no seats are told. */
function purchasesOf(company: Company, compiled: CompiledPolicy): Testimony[] {
  const { seats = 0, spend, industry = '' } = company;
  const paid = seats >= 1 && spend ? 'paid' : (spend ?? '');
  const voice = compiled.voice(`seats ${seats} ${paid} ${industry}`, () => likelihoodOfPurchases(company, compiled.policy, compiled.grid));
  if (!voice) return [];
  return [seats >= 1 ? { signal: 'seats', value: seats, ...voice } : { signal: 'spend', value: spend ?? 0, ...voice }];
}

// From so many on, the people known set a floor under the headcount: some of them have left.
const MANY = 10;
const STILL_THERE = 0.8;
const SPREAD = 0.25;

function contactsOf(contacts: number | undefined, compiled: CompiledPolicy): Testimony[] {
  if (contacts === undefined) return [];
  if (contacts < MANY) return told(compiled, 'contacts', { value: contacts, row: contactStepOf(contacts) });
  const floor = Math.log(contacts * STILL_THERE);
  const voice = compiled.voice(`contacts ${contacts}`, () => compiled.grid.logs.map((log) => normalBelow((log - floor) / SPREAD)));
  return voice ? [{ signal: 'contacts', value: contacts, ...voice }] : [];
}

const TABLES = { contacts: 'contacts', mail: 'mail', legalForm: 'legalForms', title: 'titles' } as const;

function told(compiled: CompiledPolicy, signal: keyof typeof TABLES, { value, row }: { value: string | number; row: string }): Testimony[] {
  const voice = compiled.voice(`${signal} ${row}`, () => {
    const shares = compiled.policy.market[TABLES[signal]][row];
    return shares ? Float64Array.from(compiled.grid.classes, (place) => Math.exp(shares[place] ?? 0)) : null;
  });
  return voice ? [{ signal, value, ...voice }] : [];
}
