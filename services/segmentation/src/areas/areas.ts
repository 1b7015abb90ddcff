import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@widecast/service-kit';
import type { SegmentationConfig } from '../config.ts';

/** Characters of the name of an area beyond which nobody reads. */
const LONGEST = 100;

/** Where a contact belongs in the market, as SQL: the first attribute of those in the settings that tells it, of the person before that of the company. */
@Injectable()
export class Areas {
  private readonly regions: readonly string[];
  private readonly industries: readonly string[];

  constructor(@Inject(CONFIG) { REGION_FIELDS, INDUSTRY_FIELDS }: SegmentationConfig) {
    this.regions = REGION_FIELDS;
    this.industries = INDUSTRY_FIELDS;
  }

  /** The region by these attributes, each an expression of type jsonb; NULL where none tells it. */
  region(...attributes: readonly string[]): string {
    return firstOf(attributes, this.regions);
  }

  industry(...attributes: readonly string[]): string {
    return firstOf(attributes, this.industries);
  }

  /** Whether these two tell of different areas. */
  differ(one: string, other: string): string {
    return `(${this.region(one)}, ${this.industry(one)}) IS DISTINCT FROM (${this.region(other)}, ${this.industry(other)})`;
  }
}

function firstOf(attributes: readonly string[], fields: readonly string[]): string {
  const told = attributes.flatMap((jsonb) => fields.map((field) => `nullif(btrim(${jsonb} ->> '${field.replaceAll("'", "''")}'), '')`));
  return `left(coalesce(${[...told, 'NULL'].join(', ')}), ${LONGEST})`;
}
