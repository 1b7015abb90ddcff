import { pick } from '../../../../demo/src/market/random.ts';
import { chance, weighted, type Random } from '../draws.ts';
import type { LegalForm, Region } from '../regions/region.ts';
import { INDUSTRIES, type IndustryId } from './industries.ts';

export interface CompanyName {
  /** Without the legal form. */
  readonly core: string;
  /** Of a group or a chain that outsiders know, if the name tells. */
  readonly brand?: string;
}

const LATIN: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f',
  х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya', ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', é: 'e', è: 'e', í: 'i',
};

/** In letters of ASCII, the case of each first letter kept. */
export function latin(text: string): string {
  return text.replaceAll(/[^ -~]/g, (char) => {
    const lower = char.toLowerCase();
    const written = LATIN[lower] ?? lower;
    return char === lower ? written : written.charAt(0).toUpperCase() + written.slice(1);
  });
}

export const slug = (text: string): string => latin(text).toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');

/** Companies of different people often have the same name: there are thousands of one brand in every register. */
export function nameOf(random: Random, { region, form, industry }: { readonly region: Region; readonly form: LegalForm; readonly industry: IndustryId }): CompanyName {
  const { people, brands, language } = region;
  const person = `${pick(random, people.first)} ${pick(random, people.last)}`;
  if (form.holder === 'person' && chance(random, language === 'ru' ? 1 : 0.6)) return { core: language === 'ru' ? person.split(' ').reverse().join(' ') : person };
  const brand = pick(random, brands);
  const trade = INDUSTRIES[industry].inNames[language];
  const kind = weighted(random, { plain: 35, trade: 30, double: 25, number: 10 });
  if (kind === 'plain') return { core: brand };
  if (kind === 'trade') return { core: `${brand} ${trade}` };
  if (kind === 'double') return { core: `${brand}-${pick(random, brands)}` };
  return { core: `${brand} ${1 + Math.floor(random() * 99)}` };
}

const QUOTES = [['«', '»'], ['"', '"'], ['“', '”'], ['', '']] as const;

function joined(random: Random, core: string, { form, spelling }: { readonly form: LegalForm; readonly spelling: string }): string {
  if (form.place === 'after') return `${core}${chance(random, 0.15) ? ',' : ''} ${spelling}`;
  const [open, close] = form.holder === 'person' ? ['', ''] as const : pick(random, QUOTES);
  return chance(random, 0.1) ? `${core} ${spelling}` : `${spelling} ${open}${core}${close}`;
}

/** A name as one of many hands would type it. */
export function spelledName(random: Random, name: CompanyName, form: LegalForm): string {
  const style = weighted(random, { registered: 45, spelling: 17, plain: 18, upper: 8, latin: 9, spaced: 3 });
  if (style === 'plain') return name.core;
  if (style === 'upper') return joined(random, name.core, { form, spelling: form.name }).toUpperCase();
  if (style === 'latin') return `${latin(name.core)} ${latin(pick(random, form.spellings))}`;
  if (style === 'spaced') return ` ${joined(random, name.core, { form, spelling: form.name }).replace(' ', '  ')}`;
  return joined(random, name.core, { form, spelling: style === 'spelling' ? pick(random, form.spellings) : form.name });
}
