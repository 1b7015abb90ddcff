/** Where a value stands in HTML: it is the beginning of a link, or what follows it, … */
export type Place = 'text' | 'attribute' | 'link' | 'link-part' | 'style';

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };
const SAFE_LINK = /^(?:https?:\/\/|mailto:|tel:)/i;

export const escapeHtml = (text: string): string => (/[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (found) => HTML[found] ?? found) : text);

/** Nothing of it can end its place: no tag, no quote, no other scheme than of a page, an address or a telephone. */
const ESCAPES: Readonly<Record<Place, (value: string) => string>> = {
  text: escapeHtml,
  attribute: escapeHtml,
  link: (value) => (SAFE_LINK.test(value) ? escapeHtml(value.trim()) : '#'),
  'link-part': (value) => encodeURIComponent(Buffer.from(value).toString()).replace(/['()]/g, (found) => `%${found.charCodeAt(0).toString(16)}`),
  style: (value) => value.replace(/[^\p{L}\p{N}#%., _-]/gu, ''),
};

export const escapeAt = (place: Place, value: string): string => ESCAPES[place](value);
