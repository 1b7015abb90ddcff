import { decodeEntities } from '@widecast/mail';
import { finding, type Finding } from './finding.ts';

/** What is looked at of a template. */
export interface Content {
  readonly html: string;
  readonly text: string;
}

/** Gmail shows no more of a mail than about 102 KB. */
const CLIPPED_FROM = 100 * 1024;
/** What we add: footer, tracked links, headers. */
const OURS = 2 * 1024;

const LINK = /\b(href|src|background|poster|action)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
const MERGED = /\{\{.*?\}\}|\{%.*?%\}/gs;
/** Shorteners hide where a link leads; filters know them. */
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:', 'sms:']);
/** Of images alone. */
const EMBEDDED = new Set(['cid:', 'data:']);
const SRCSET = /\bsrcset\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const LEADS_AWAY = /<meta\s[^>]{0,300}http-equiv\s*=\s*["']?refresh|<base\s/i;

/** What a reader, or the filter before him, would stumble over. */
export function contentFindings(about: string, { html, text }: Content, sent: 'mail' | 'text' = 'mail'): Finding[] {
  const plainText = text.trim() === ''
    ? finding(sent === 'mail' ? 'warning' : 'error', 'text_part', about, sent === 'mail' ? 'the plain text is empty; filters expect it to say what the HTML says' : 'the plain text is empty, and this channel carries nothing else; write one')
    : finding('ok', 'text_part', about, 'there is a plain text');
  if (sent === 'text') return [plainText];
  const bytes = Buffer.byteLength(html) + OURS;
  const defects = linksOf(html).flatMap((link) => linkDefect(link, about));
  if (LEADS_AWAY.test(html)) defects.push(finding('error', 'links', about, '<meta http-equiv="refresh"> and <base> lead readers or links elsewhere; mail programs ignore them and filters distrust them: take them out'));
  return [
    bytes >= CLIPPED_FROM
      ? finding('warning', 'size', about, `the HTML has ${Math.ceil(bytes / 1024)} KB; Gmail hides what is beyond 100 KB, the unsubscribe link with it: shorten it`)
      : finding('ok', 'size', about, `${Math.ceil(bytes / 1024)} KB`),
    plainText,
    ...(defects.length > 0 ? defects : [finding('ok', 'links', about, 'every link can be parsed')]),
  ];
}

interface Link {
  readonly address: string;
  /** It is followed; what is not is shown. */
  readonly isFollowed: boolean;
}

/** Links as a reader gets them, where no merge field stands in their beginning. */
function linksOf(html: string): Link[] {
  const visible = html.replaceAll(/<!--.*?-->/gs, '');
  const single = [...visible.matchAll(LINK)].map(([, name = '', double, quoted, bare]) => ({ address: double ?? quoted ?? bare ?? '', isFollowed: /^(?:href|action)$/i.test(name) }));
  const several = [...visible.matchAll(SRCSET)].flatMap(([, double, quoted = '']) => addressesIn(double ?? quoted));
  return [...single, ...several.map((address) => ({ address, isFollowed: false }))].map(({ address, isFollowed }) => ({ address: decodeEntities(address).trim(), isFollowed }));
}

/** Of images in several sizes: an address and a size each, parted by commas and white space. */
const addressesIn = (srcset: string): string[] => srcset.split(/,\s+/).map((each) => each.trim().split(/\s+/)[0] ?? '').filter((address) => address !== '');

function linkDefect({ address, isFollowed }: Link, about: string): Finding[] {
  if (address === '' || address === '#') return [finding('warning', 'links', about, 'a link leads nowhere: its address is empty')];
  if (address.startsWith('#') || /^\{[{%]/.test(address)) return [];
  const filled = address.replaceAll(MERGED, 'x');
  const shown = address.length > 80 ? `${address.slice(0, 80)}…` : address;
  if (!URL.canParse(filled)) return [finding('error', 'links', about, `"${shown}" is not an address; a link in a mail must be whole, like https://example.com/page`)];
  const { protocol, username } = new URL(filled);
  if (!SCHEMES.has(protocol) && (isFollowed || !EMBEDDED.has(protocol))) return [finding('error', 'links', about, `"${shown}": mail programs follow no ${protocol} links`)];
  if (protocol === 'data:') return [finding('warning', 'links', about, `"${shown}" is an image within the HTML, which many mail programs do not show; put it on a server`)];
  if (username !== '') return [finding('warning', 'links', about, `"${shown}" has a user name in it, as phishing does`)];
  if (protocol === 'http:') return [finding('warning', 'links', about, `"${shown}" is not encrypted; use https`)];
  return [];
}

const CYRILLIC = /\p{Script=Cyrillic}/gu;
const LETTERS = /\p{L}/gu;

/** The footer and the page behind the unsubscribe link are in the language of the template, whatever it is written in. */
export function languageFindings(about: string, { text, language }: { readonly text: string; readonly language: string }): Finding[] {
  const written = text.replaceAll(MERGED, '');
  const share = (written.match(CYRILLIC)?.length ?? 0) / Math.max(written.match(LETTERS)?.length ?? 0, 1);
  if (language === 'en' && share > 0.5) return [finding('warning', 'language', about, 'it is written in Cyrillic letters, and its footer and unsubscribe page will be English; set its "language" to "ru"')];
  if (language === 'ru' && share === 0) return [finding('warning', 'language', about, 'it has no Cyrillic letter, and its footer and unsubscribe page will be Russian; set its "language" to "en"')];
  return [];
}
