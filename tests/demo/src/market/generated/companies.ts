import type { Tier } from '@widecast/contracts';
import type { Language } from '../customer.ts';
import { between, pick, type Random } from '../random.ts';

/** Far from every usual border between the classes, so that the truth does not depend on a preset. */
const EMPLOYEES: Record<Exclude<Tier, 'UNKNOWN'>, readonly [number, number]> = {
  SOHO: [1, 4],
  SMB: [20, 45],
  UMM: [300, 900],
  ENTERPRISE: [6_000, 50_000],
};
const REVENUE_PER_EMPLOYEE = 200_000;

export type KnownTier = keyof typeof EMPLOYEES;

export function signalsOf(random: Random, tier: KnownTier): Record<string, number> {
  const employees = between(random, ...EMPLOYEES[tier]);
  return { employees, revenue: employees * REVENUE_PER_EMPLOYEE };
}

const NAMES: Record<Language, { readonly first: readonly string[]; readonly trade: readonly string[]; readonly form: readonly string[] }> = {
  en: {
    first: ['Alice', 'Ben', 'Carol', 'David', 'Emma', 'Frank', 'Grace', 'Henry', 'Iris', 'Jack'],
    trade: ['Bakery', 'Garage', 'Studio', 'Dental', 'Books', 'Logistics', 'Garden', 'Print', 'Fitness', 'Tools'],
    form: ['Ltd', 'LLC', '& Sons', 'Group', 'Partners'],
  },
  ru: {
    first: ['Анна', 'Борис', 'Вера', 'Глеб', 'Дарья', 'Егор', 'Жанна', 'Захар', 'Ирина', 'Кирилл'],
    trade: ['Пекарня', 'Автосервис', 'Студия', 'Стоматология', 'Книги', 'Логистика', 'Сад', 'Печать', 'Фитнес', 'Инструмент'],
    form: ['ООО', 'ИП', 'АО', 'и партнёры', 'плюс'],
  },
};

export const firstNameOf = (random: Random, language: Language): string => pick(random, NAMES[language].first);

export const companyNameOf = (random: Random, language: Language): string =>
  `${pick(random, NAMES[language].trade)} ${pick(random, NAMES[language].form)}`;
