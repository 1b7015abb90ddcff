import type { Brand } from '../brands/brand.entity.ts';
import { escapeHtml } from './html/escapes.ts';
import type { Addition } from './template-part.ts';

type Speaker = Pick<Brand, 'legalName' | 'postalAddress'>;

/** Who is speaking and how to end it; every promotion has it, whatever its template says. */
export const htmlFooter = ({ legalName, postalAddress }: Speaker): Addition => (html, slot) => {
  const footer =
    '<div style="margin-top:32px;padding-top:12px;border-top:1px solid #ccc;font:12px/1.5 sans-serif;color:#666">' +
    `${escapeHtml(legalName)}, ${escapeHtml(postalAddress)}<br><a href="${slot(({ unsubscribeUrl }) => escapeHtml(unsubscribeUrl))}">Unsubscribe</a></div>`;
  const end = html.toLowerCase().lastIndexOf('</body>');
  return end === -1 ? html + footer : html.slice(0, end) + footer + html.slice(end);
};

export const textFooter = ({ legalName, postalAddress }: Speaker): Addition => (text, slot) =>
  `${text}\n\n-- \n${legalName}, ${postalAddress}\nUnsubscribe: ${slot(({ unsubscribeUrl }) => unsubscribeUrl)}\n`;
