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

const LINK = /\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
const MERGED = /\{\{.*?\}\}|\{%.*?%\}/gs;
/** Shorteners hide where a link leads; filters know them. */
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:', 'cid:', 'data:']);

/** What a reader, or the filter before him, would stumble over. */
export function contentFindings(about: string, { html, text }: Content): Finding[] {
  const bytes = Buffer.byteLength(html) + OURS;
  const defects = linksOf(html).flatMap((link) => linkDefect(link, about));
  return [
    bytes >= CLIPPED_FROM
      ? finding('warning', 'size', about, `the HTML has ${Math.ceil(bytes / 1024)} KB; Gmail hides what is beyond 100 KB, the unsubscribe link with it: shorten it`)
      : finding('ok', 'size', about, `${Math.ceil(bytes / 1024)} KB`),
    text.trim() === ''
      ? finding('warning', 'text_part', about, 'the plain text is empty; filters expect it to say what the HTML says')
      : finding('ok', 'text_part', about, 'there is a plain text'),
    ...(defects.length > 0 ? defects : [finding('ok', 'links', about, 'every link can be parsed')]),
  ];
}

/** Links as a reader gets them, where no merge field stands in their beginning. */
function linksOf(html: string): string[] {
  const visible = html.replaceAll(/<!--.*?-->/gs, '');
  return [...visible.matchAll(LINK)].map(([, double, single, bare]) => (double ?? single ?? bare ?? '').trim().replaceAll('&amp;', '&'));
}

function linkDefect(link: string, about: string): Finding[] {
  if (link === '' || link === '#') return [finding('warning', 'links', about, 'a link leads nowhere: its address is empty')];
  if (link.startsWith('#') || /^\{[{%]/.test(link)) return [];
  const filled = link.replaceAll(MERGED, 'x');
  const shown = link.length > 80 ? `${link.slice(0, 80)}…` : link;
  if (!URL.canParse(filled)) return [finding('error', 'links', about, `"${shown}" is not an address; a link in a mail must be whole, like https://example.com/page`)];
  const { protocol, username } = new URL(filled);
  if (!SCHEMES.has(protocol)) return [finding('error', 'links', about, `"${shown}": mail programs follow no ${protocol} links`)];
  if (username !== '') return [finding('warning', 'links', about, `"${shown}" has a user name in it, as phishing does`)];
  if (protocol === 'http:') return [finding('warning', 'links', about, `"${shown}" is not encrypted; use https`)];
  return [];
}
