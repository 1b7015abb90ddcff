import type { Weights } from '../draws.ts';

export interface Industry {
  /** Of a year, median, in the EU, in euro. */
  readonly revenuePerEmployee: number;
  /** Share of the staff who work at a desk: those who need a seat. */
  readonly desks: number;
  readonly words: Readonly<Record<'en' | 'ru', string>>;
  /** The word of the trade in the names of companies. */
  readonly inNames: Readonly<Record<'en' | 'ru', string>>;
}

export const INDUSTRIES = {
  retail: { revenuePerEmployee: 150_000, desks: 0.3, words: { en: 'Retail', ru: 'Розничная торговля' }, inNames: { en: 'Stores', ru: 'Торг' } },
  wholesale: { revenuePerEmployee: 400_000, desks: 0.6, words: { en: 'Wholesale', ru: 'Оптовая торговля' }, inNames: { en: 'Trading', ru: 'Опт' } },
  construction: { revenuePerEmployee: 130_000, desks: 0.25, words: { en: 'Construction', ru: 'Строительство' }, inNames: { en: 'Construction', ru: 'Строй' } },
  manufacturing: { revenuePerEmployee: 200_000, desks: 0.3, words: { en: 'Manufacturing', ru: 'Производство' }, inNames: { en: 'Works', ru: 'Пром' } },
  software: { revenuePerEmployee: 130_000, desks: 0.95, words: { en: 'Software', ru: 'Информационные технологии' }, inNames: { en: 'Software', ru: 'Софт' } },
  services: { revenuePerEmployee: 90_000, desks: 0.85, words: { en: 'Professional services', ru: 'Услуги для бизнеса' }, inNames: { en: 'Consulting', ru: 'Консалт' } },
  hospitality: { revenuePerEmployee: 50_000, desks: 0.15, words: { en: 'Hospitality', ru: 'Гостиницы и рестораны' }, inNames: { en: 'Hotels', ru: 'Отель' } },
  transport: { revenuePerEmployee: 120_000, desks: 0.3, words: { en: 'Transport', ru: 'Транспорт' }, inNames: { en: 'Logistics', ru: 'Транс' } },
  health: { revenuePerEmployee: 70_000, desks: 0.4, words: { en: 'Health', ru: 'Медицина' }, inNames: { en: 'Clinic', ru: 'Мед' } },
  education: { revenuePerEmployee: 50_000, desks: 0.6, words: { en: 'Education', ru: 'Образование' }, inNames: { en: 'School', ru: 'Школа' } },
  agriculture: { revenuePerEmployee: 90_000, desks: 0.2, words: { en: 'Agriculture', ru: 'Сельское хозяйство' }, inNames: { en: 'Farms', ru: 'Агро' } },
  property: { revenuePerEmployee: 160_000, desks: 0.6, words: { en: 'Real estate', ru: 'Недвижимость' }, inNames: { en: 'Estates', ru: 'Недвижимость' } },
} as const satisfies Record<string, Industry>;

export type IndustryId = keyof typeof INDUSTRIES;

/** Share of companies, rounded from the structural business statistics. */
export const INDUSTRY_WEIGHTS: Weights<IndustryId> = {
  retail: 17, wholesale: 12, construction: 14, manufacturing: 9, software: 7, services: 17, hospitality: 7, transport: 6, health: 4, education: 2, agriculture: 2, property: 3,
};
