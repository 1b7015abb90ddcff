import { type Additions, htmlFooter, openPixel, type Speaker, textFooter, trackedLinks } from '@widecast/mail';
import type { Brand } from '../brands/brand.entity.ts';
import type { Template } from './template.entity.ts';

/** What is put into a message besides its template. */
export interface Surroundings {
  /** Who is speaking, in the footer. */
  readonly speaker: Speaker | null;
  readonly isTracked: boolean;
}

interface Spoken {
  readonly template: Pick<Template, 'kind' | 'language' | 'advertising'>;
  readonly brand: Pick<Brand, 'legalName' | 'postalAddress'>;
  readonly isTracked?: boolean;
}

/** A promotion has the footer of its brand; nothing else is tracked. */
export function surroundingsOf({ template: { kind, language, advertising }, brand: { legalName, postalAddress }, isTracked = false }: Spoken): Surroundings {
  return kind === 'promotion' ? { speaker: { legalName, postalAddress, language, advertising }, isTracked } : { speaker: null, isTracked: false };
}

/** The text keeps its links: whoever reads it sees where they lead. */
export function additionsFor({ speaker, isTracked }: Surroundings): Additions {
  const [html, text] = speaker ? [[htmlFooter(speaker)], [textFooter(speaker)]] : [[], []];
  return { html: isTracked ? [trackedLinks, ...html, openPixel] : html, text };
}
