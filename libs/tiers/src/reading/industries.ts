export const industries = [
  'retail', 'wholesale', 'property', 'construction', 'manufacturing', 'software', 'health', 'education', 'agriculture', 'hospitality', 'transport', 'services',
] as const;
export type IndustryKind = (typeof industries)[number];

const WORDS: Readonly<Record<IndustryKind, RegExp>> = {
  retail: /retail|e-?commerce|рознич|ритейл|магазин/,
  wholesale: /wholesale|distribut|оптов|дистрибу|\btrading\b/,
  property: /real estate|property|недвижимост/,
  construction: /construct|building|строител|ремонт/,
  manufacturing: /manufactur|industr(?!y)|производств|промышлен|завод/,
  software: /software|saas|internet|information tech|\bit\b|информационн|разработка по|програм/,
  health: /health|medic|hospital(?!ity)|clinic|медиц|здрав|стоматолог/,
  education: /educat|school|universit|образован|обучени/,
  agriculture: /agricult|farm|сельск|агро/,
  hospitality: /hospitality|hotel|restaurant|гостиниц|ресторан|общепит|кафе/,
  transport: /transport|logist|freight|shipping|транспорт|логист|перевоз/,
  services: /service|consult|legal|accounting|marketing|agency|услуг|консалт|консульт|юридич|бухгалт|реклам/,
};

/** The industry that a name in English or Russian tells, or undefined; of several that fit, the first of the list. */
export function industryNamed(name: string): IndustryKind | undefined {
  const lower = name.toLowerCase();
  return industries.find((industry) => WORDS[industry].test(lower));
}
