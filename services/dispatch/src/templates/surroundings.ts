import { type Additions, htmlFooter, type Speaker, textFooter } from '@widecast/mail';
import type { Brand } from '../brands/brand.entity.ts';
import type { Template } from './template.entity.ts';

/** What stands around a template in a message: nothing, or the footer of who is speaking. */
export type Surroundings = Speaker | null;

interface Spoken {
  readonly template: Pick<Template, 'kind' | 'language' | 'advertising'>;
  readonly brand: Pick<Brand, 'legalName' | 'postalAddress'>;
}

/** A promotion has the footer of its brand. */
export const surroundingsOf = ({ template: { kind, language, advertising }, brand: { legalName, postalAddress } }: Spoken): Surroundings =>
  (kind === 'promotion' ? { legalName, postalAddress, language, advertising } : null);

export const additionsFor = (speaker: Surroundings): Additions => (speaker ? { html: [htmlFooter(speaker)], text: [textFooter(speaker)] } : { html: [], text: [] });
