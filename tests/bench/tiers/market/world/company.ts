import { chance, weighted, type Weights } from '../draws.ts';
import { tierBy, type Size, type TrueTier } from '../laws.ts';
import type { Trait } from '../market.ts';
import type { LegalForm, Region } from '../regions/region.ts';
import type { Account, World } from './account.ts';
import { INDUSTRY_WEIGHTS, type IndustryId } from './industries.ts';
import { nameOf, slug, type CompanyName } from './names.ts';
import { isNearBorder, looksOf, sizeOf } from './size.ts';
import { innOf, taxIdOf } from './tax-id.ts';

const DISPOSABLE: Readonly<Record<TrueTier, number>> = { SOHO: 0.012, SMB: 0.004, UMM: 0.0015, ENTERPRISE: 0.0015 };

export interface CompanyFacts {
  readonly own: Size;
  readonly whole: Size;
  readonly industry: IndustryId;
  readonly country?: string;
  readonly traits?: readonly Trait[];
  readonly name?: (own: CompanyName) => CompanyName;
  /** Distinguishes the domains of one unit. */
  readonly suffix?: string;
}

export const drawIndustry = ({ random }: World): IndustryId => weighted(random, INDUSTRY_WEIGHTS);

function drawCountry({ region, random }: World): string {
  const weights: Weights<string> = Object.fromEntries(Object.entries(region.countries).map(([code, { weight }]) => [code, weight]));
  return weighted(random, weights);
}

function drawForm({ region, random }: World, country: string, looks: TrueTier): LegalForm {
  const forms = region.countries[country]?.forms ?? [];
  const name = weighted(random, Object.fromEntries(forms.map((form) => [form.name, form.weights[looks]])));
  const form = forms.find((candidate) => candidate.name === name);
  if (!form) throw new RangeError(`The region ${region.id} has no country ${country}`);
  return form;
}

function drawMail({ region, random }: World, looks: TrueTier): Account['mail'] {
  if (chance(random, DISPOSABLE[looks])) return 'disposable';
  return chance(random, region.freeMailShare[looks]) ? 'free' : 'corporate';
}

function drawTaxId({ random, fresh }: World, country: string, form: LegalForm): string {
  return fresh(() => (country === 'RU' ? innOf(random, form.holder) : taxIdOf(random, country)));
}

const borderTraits = (region: Region, whole: Size): Trait[] => (isNearBorder(region, whole) ? ['near-border'] : []);

/** A company of a given size, with all that it chose itself: form, name, domain, mail. */
export function companyOf(world: World, facts: CompanyFacts): Account {
  const { region, random, place } = world;
  const { own, whole, industry, traits = [], suffix = '' } = facts;
  const looks = looksOf(region, own);
  const country = facts.country ?? drawCountry(world);
  const form = drawForm(world, country, looks);
  const drawn = nameOf(random, { region, form, industry });
  const name = facts.name?.(drawn) ?? drawn;
  return {
    own, whole, looks, country, form, industry, name,
    tier: tierBy(region.law, whole),
    mail: drawMail(world, looks),
    domain: `${slug(name.core)}-${place.toString(36)}${suffix}.test`,
    taxId: drawTaxId(world, country, form),
    traits: [...traits, ...borderTraits(region, whole)],
  };
}

/** A company on its own, from the law of sizes. */
export function drawCompany(world: World): Account {
  const industry = drawIndustry(world);
  const { size, dwarf } = sizeOf(world.random, world.region, industry);
  return companyOf(world, { own: size, whole: size, industry, traits: dwarf ? ['rich-dwarf'] : [] });
}
