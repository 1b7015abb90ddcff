import { decodeEntities } from './entities.ts';

const LIQUID = /\{\{[^{}]*\}\}|\{%[^{}]*%\}/g;
const INVISIBLE = ['head', 'style', 'script', 'title'];
const BLOCK = /<\/?(?:p|div|tr|table|h[1-6]|ul|ol|blockquote|section|article|header|footer)(?:\s[^<>]*)?>/gi;
const HREF = / href\s?=\s?(?:"([^"]*)"|'([^']*)')/i;
const ALT = /<img\s[^<>]{0,500}alt="([^"<>]*)"[^<>]{0,500}>/gi;

/**
 * Makes the text part of a message from its HTML template: paragraphs become lines, links show where they lead. What is
 * written in Liquid stays as it is. Every pattern here is linear in the length of its input.
 */
export function textOfHtml(html: string): string {
  const kept: string[] = [];
  const masked = html.replace(LIQUID, (found) => `\u0001${kept.push(found) - 1}\u0002`);
  const visible = INVISIBLE.reduce((rest, tag) => without(rest, `<${tag}`, `</${tag}>`), without(masked, '<!--', '-->'));
  const text = decodeEntities(
    withLinks(visible.replace(/\s+/g, ' '))
      .replace(/<br\s?\/?>/gi, '\n')
      .replace(/<li(?:\s[^<>]*)?>/gi, '\n- ')
      .replace(BLOCK, '\n\n')
      .replace(/<[^<>]*>/g, ''),
  );
  const lines = text.split('\n').map((line) => line.trim());
  // oxlint-disable-next-line no-control-regex
  return lines.join('\n').replace(/\n{3,}/g, '\n\n').trim().replace(/\u0001(\d+)\u0002/g, (_all, n: string) => kept[Number(n)] ?? '');
}

/** Every link as what it is called, or an image of it is, and where it leads. */
function withLinks(html: string): string {
  const ends = html.split(/<\/a\s?>/i);
  return ends.map((part, n) => {
    const from = n === ends.length - 1 ? -1 : Math.max(part.lastIndexOf('<a '), part.lastIndexOf('<A '));
    const to = part.indexOf('>', from);
    const [, double, single] = from === -1 ? [] : (HREF.exec(part.slice(from, to)) ?? []);
    const link = (double ?? single ?? '').trim();
    return link === '' ? part : `${part.slice(0, from)}${shown(link, part.slice(to + 1))}`;
  }).join('');
}

function shown(link: string, content: string): string {
  const label = content.replace(ALT, ' $1').replace(/<br\s?\/?>/gi, ' ').replace(/<[^<>]*>/g, '').replace(/ +/g, ' ').trim();
  return label === link || label === '' ? link : `${label} (${link})`;
}

/** Takes out everything between a beginning and its end; an end that is missing is the end of all. */
function without(html: string, begin: string, end: string): string {
  const lower = html.toLowerCase();
  let rest = '';
  for (let at = 0; ; ) {
    const from = lower.indexOf(begin, at);
    if (from === -1) return rest + html.slice(at);
    rest += html.slice(at, from);
    const to = lower.indexOf(end, from);
    if (to === -1) return rest;
    at = to + end.length;
  }
}
