import { type Addition, beforeEnd } from './additions.ts';
import { escapeHtml } from './html/escapes.ts';

/** Who is speaking. */
export interface Speaker {
  readonly legalName: string;
  readonly postalAddress: string;
}

/** Who is speaking and how to end it; every promotion has it, whatever its template says. */
export const htmlFooter = ({ legalName, postalAddress }: Speaker): Addition => (html, { slot }) => beforeEnd(html,
  '<div style="margin-top:32px;padding-top:12px;border-top:1px solid #ccc;font:12px/1.5 sans-serif;color:#666">' +
  `${escapeHtml(legalName)}, ${escapeHtml(postalAddress)}<br><a href="${slot(({ unsubscribeUrl }) => escapeHtml(unsubscribeUrl))}">Unsubscribe</a></div>`);

export const textFooter = ({ legalName, postalAddress }: Speaker): Addition => (text, { slot }) =>
  `${text}\n\n-- \n${legalName}, ${postalAddress}\nUnsubscribe: ${slot(({ unsubscribeUrl }) => unsubscribeUrl)}\n`;
