import { FORK, marksIn, piecesOf, SLOT } from '../marks.ts';
import type { Place } from './escapes.ts';

/** Why a value cannot stand where it does, or a condition not end where it ends. */
export interface PlaceDefect {
  readonly slot: number | undefined;
  readonly message: string;
}

export interface Places {
  readonly places: ReadonlyMap<number, Place>;
  readonly defects: readonly PlaceDefect[];
}

const LINKS = new Set(['href', 'src', 'action', 'background', 'cite', 'longdesc', 'poster', 'formaction', 'xlink:href', 'data', 'lowsrc', 'dynsrc']);
/** Several links, parted by commas. */
const SEVERAL = new Set(['srcset', 'imagesrcset']);
/** What stands in these changes where a reader or every link is led. */
const ALL_LINKS = new Set(['meta', 'base']);
// oxlint-disable-next-line no-control-regex
const MARKUP = /<!--|<(\/?)([a-z][^\s/>\u0001-\u0003]*)/gi;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?|>|["'<]/g;

/** Where each value stands in the HTML of a template; see `marks.ts`. One pass. */
export function placesIn(html: string): Places {
  const scan = new Scan();
  let at = 0;
  MARKUP.lastIndex = 0;
  for (let found = MARKUP.exec(html); found; found = MARKUP.exec(html)) {
    scan.text(html.slice(at, found.index));
    const name = (found[2] ?? '').toLowerCase();
    at = found[0] === '<!--' ? endOf(html, '-->', found.index) : scan.tag(html, found.index + found[0].length, name);
    if (found[0] === '<!--') scan.text(html.slice(found.index, at));
    else if (found[1] === '' && (name === 'style' || name === 'script')) at = scan.raw(html, at, name);
    MARKUP.lastIndex = at;
  }
  scan.text(html.slice(at));
  return scan.result();
}

const endOf = (html: string, end: string, from: number): number => {
  const at = html.toLowerCase().indexOf(end, from);
  return at === -1 ? html.length : at + end.length;
};

class Scan {
  private readonly places = new Map<number, Place>();
  private readonly defects: PlaceDefect[] = [];
  private readonly forks = new Map<number, string>();

  text(part: string): void {
    this.put(part, 'text', () => 'text');
    // oxlint-disable-next-line no-control-regex
    this.refuse((part.match(/<\/?\u0001\d+\u0002/g) ?? []).join(''), 'a value cannot be the name of a tag; write the tag out');
  }

  /** Gives where the tag ends. */
  tag(html: string, from: number, tag: string): number {
    ATTRIBUTE.lastIndex = from;
    for (let found = ATTRIBUTE.exec(html); found; found = ATTRIBUTE.exec(html)) {
      const [whole, name, double, single, bare] = found;
      if (whole === '>') return ATTRIBUTE.lastIndex;
      const naked = (name ?? '') + (bare ?? '');
      for (const { sign, number } of marksIn(naked)) if (sign === FORK) this.fork(number, 'a tag');
      this.refuse(naked, 'put the attribute into quotes; a value may stand in quotes or between tags only');
      const value = double ?? single ?? '';
      if (ALL_LINKS.has(tag)) this.refuse(value, `a value cannot stand in <${tag}>, which leads readers and links elsewhere; write it out`);
      else this.attribute(piecesOf(name ?? '').filter((piece) => typeof piece === 'string').join('').toLowerCase(), value);
    }
    return html.length;
  }

  /** Gives where the element ends. */
  raw(html: string, from: number, name: string): number {
    const end = endOf(html, `</${name}`, from);
    this.refuse(html.slice(from, end), `a value cannot stand in <${name}>; put it into a style attribute or into text`);
    return end;
  }

  result(): Places {
    return { places: this.places, defects: this.defects };
  }

  private attribute(name: string, value: string): void {
    if (name.startsWith('on') || name === 'srcdoc') this.refuse(value, `a value cannot stand in the attribute ${name}, which is run as a program`);
    else if (SEVERAL.has(name)) this.put(value, name, (before) => (/(?:^|,)\s*$/.test(before) ? 'link' : 'link-part'));
    else if (LINKS.has(name)) this.put(value, name, (before) => (before.trim() === '' ? 'link' : 'link-part'));
    else this.put(value, name, () => (name === 'style' ? 'style' : 'attribute'));
  }

  private refuse(part: string, message: string): void {
    for (const { sign, number } of marksIn(part)) if (sign === SLOT) this.defects.push({ slot: number, message });
  }

  /** What stands before a value in its branch decides whether it is a beginning. */
  private put(part: string, where: string, placeAfter: (before: string) => Place): void {
    let [before, from] = ['', 0];
    const beforeFork = new Map<number, string>();
    for (const { sign, number, index, end } of marksIn(part)) {
      before += part.slice(from, index);
      from = end;
      if (sign === SLOT) {
        this.places.set(number, placeAfter(before));
        before += '…';
      } else if (sign === FORK) {
        before = beforeFork.get(number) ?? before;
        beforeFork.set(number, before);
        this.fork(number, where);
      }
    }
  }

  private fork(number: number, where: string): void {
    const begun = this.forks.get(number);
    if (begun === undefined) this.forks.set(number, where);
    else if (begun !== where) this.defects.push({ slot: undefined, message: `a condition begins in ${begun} and ends in ${where}; begin and end it at the same place` });
  }
}
