import type { Brand } from '../brands/brand.entity.ts';

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (found) => HTML[found] ?? found);

/** Who is speaking and how to end it; every promotion has it, whatever its template says. */
export function htmlWithFooter(html: string, { legalName, postalAddress }: Brand, unsubscribeUrl: string): string {
  const footer =
    '<div style="margin-top:32px;padding-top:12px;border-top:1px solid #ccc;font:12px/1.5 sans-serif;color:#666">' +
    `${escapeHtml(legalName)}, ${escapeHtml(postalAddress)}<br><a href="${escapeHtml(unsubscribeUrl)}">Unsubscribe</a></div>`;
  const end = html.toLowerCase().lastIndexOf('</body>');
  return end === -1 ? html + footer : html.slice(0, end) + footer + html.slice(end);
}

export function textWithFooter(text: string, { legalName, postalAddress }: Brand, unsubscribeUrl: string): string {
  return `${text}\n\n-- \n${legalName}, ${postalAddress}\nUnsubscribe: ${unsubscribeUrl}\n`;
}
