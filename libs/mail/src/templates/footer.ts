import { type Addition, beforeEnd } from './additions.ts';
import { escapeHtml } from './html/escapes.ts';
import { unmarked } from './marks.ts';

export type Language = 'en' | 'ru';

/** How advertising is marked where a law asks for it: a label, who advertises, the id of the creative. */
export interface AdvertisingMark {
  readonly label: string;
  readonly advertiser: string;
  readonly erid: string | null;
}

/** Who is speaking, and in which language. */
export interface Speaker {
  readonly legalName: string;
  readonly postalAddress: string;
  readonly language: Language;
  readonly advertising: AdvertisingMark | null;
}

const WAY_OUT: Readonly<Record<Language, string>> = { en: 'Unsubscribe', ru: 'Отписаться от рассылки' };

/** Who is speaking and how to end it; every promotion has it, whatever its template says. */
export const htmlFooter = (speaker: Speaker): Addition => (html, { slot }) => beforeEnd(html,
  '<div style="margin-top:32px;padding:12px 24px;border-top:1px solid #ccc;font:12px/1.5 sans-serif;color:#666">' +
  `${linesOf(speaker).map(escapeHtml).join('<br>')}<br><a href="${slot(({ unsubscribeUrl }) => escapeHtml(unsubscribeUrl))}" style="color:#666">${WAY_OUT[speaker.language]}</a></div>`);

export const textFooter = (speaker: Speaker): Addition => (text, { slot }) =>
  `${text}\n\n-- \n${linesOf(speaker).join('\n')}\n${WAY_OUT[speaker.language]}: ${slot(({ unsubscribeUrl }) => unsubscribeUrl)}\n`;

function linesOf({ legalName, postalAddress, advertising }: Speaker): string[] {
  const speaker = `${legalName}, ${postalAddress}`;
  if (!advertising) return [unmarked(speaker)];
  const { label, advertiser, erid } = advertising;
  return [unmarked(`${label}. ${advertiser}${erid === null ? '' : `. erid: ${erid}`}`), unmarked(speaker)];
}
