import { eachWord, fold } from './words.ts';

const START = String.raw`(?<![\p{L}\p{N}])`;
const END = String.raw`(?![\p{L}\p{N}])`;
const FIRST_WORD = /^([\p{L}\p{N}]+)(\*?)/u;

const escape = (text: string): string => text.replaceAll(/[.?+^$()[\]{}|\\]/g, String.raw`\$&`);

/** `refund*` stands for every word that begins so; a blank for any white space; `…` for up to three words between. */
function patternOf(phrase: string): string {
  return escape(phrase).replaceAll('*', String.raw`[\p{L}\p{N}]*`).replaceAll(' … ', String.raw`\s+(?:[\p{L}\p{N}']+\s+){0,3}`).replaceAll(' ', String.raw`\s+`);
}

/** Finds one of the phrases as whole words anywhere in folded text; for lists that are asked of few texts. */
export const anywhere = (...phrases: readonly string[]): RegExp => new RegExp(wordsAmong(phrases), 'u');

const wordsAmong = (phrases: readonly string[]): string => `${START}(?:${phrases.map(patternOf).join('|')})${END}`;

/** Letters of first words, from the first on: which lists have a phrase that may begin with a word. */
interface Branch {
  readonly next: Map<number, Branch>;
  /** Of phrases whose first word ends here … */
  readonly whole: Set<Phrases>;
  /** … and of those that go on as they like. */
  readonly stems: Set<Phrases>;
}

const branch = (): Branch => ({ next: new Map(), whole: new Set(), stems: new Set() });
const root = branch();

/** A list of phrases, found as whole words in folded text. */
export class Phrases {
  private readonly pattern: RegExp;

  constructor(phrases: readonly string[]) {
    this.pattern = new RegExp(wordsAmong(phrases), 'yu');
    for (const phrase of phrases) this.plant(phrase);
  }

  /** The end of the phrase that begins there, or -1. */
  endAt(text: string, start: number): number {
    this.pattern.lastIndex = start;
    return this.pattern.test(text) ? this.pattern.lastIndex : -1;
  }

  private plant(phrase: string): void {
    const [, word, star] = FIRST_WORD.exec(phrase) ?? [];
    if (word === undefined) throw new Error(`A phrase begins with a word, which "${phrase}" does not`);
    let here = root;
    for (let at = 0; at < word.length; at += 1) {
      const next = here.next.get(word.charCodeAt(at)) ?? branch();
      here.next.set(word.charCodeAt(at), next);
      here = next;
    }
    (star === '' ? here.whole : here.stems).add(this);
  }
}

export const anyOf = (...phrases: readonly string[]): Phrases => new Phrases(phrases);

/** A text that is asked for many lists of phrases: where each of them may begin is looked up once for all. */
export class FoldedText {
  private starts: Map<Phrases, number[]> | undefined;

  constructor(readonly text: string) {}

  static of(text: string): FoldedText {
    return new FoldedText(fold(text));
  }

  /** How many different phrases of the list stand in the text. */
  countOf(phrases: Phrases): number {
    const found = this.find(phrases);
    return found.length < 2 ? found.length : new Set(found.map(([start, end]) => this.text.slice(start, end))).size;
  }

  /** With a blank for each phrase of the list. */
  without(phrases: Phrases): FoldedText {
    const found = this.find(phrases);
    if (found.length === 0) return this;
    const from = [0, ...found.map(([, end]) => end)];
    return new FoldedText([...found.map(([start]) => start), this.text.length].map((end, at) => this.text.slice(from[at], end)).join(' '));
  }

  private find(phrases: Phrases): (readonly [start: number, end: number])[] {
    const found: (readonly [start: number, end: number])[] = [];
    let last = 0;
    for (const start of this.startsOf(phrases)) {
      const end = start < last ? -1 : phrases.endAt(this.text, start);
      if (end < 0) continue;
      found.push([start, end]);
      last = end;
    }
    return found;
  }

  private startsOf(phrases: Phrases): readonly number[] {
    this.starts ??= startsIn(this.text);
    return this.starts.get(phrases) ?? NONE;
  }
}

const NONE: readonly number[] = [];

function startsIn(text: string): Map<Phrases, number[]> {
  const starts = new Map<Phrases, number[]>();
  eachWord(text, (start, end) => {
    const note = (phrases: Phrases): void => {
      const known = starts.get(phrases);
      if (!known) starts.set(phrases, [start]);
      else if (known.at(-1) !== start) known.push(start);
    };
    let here: Branch | undefined = root;
    for (let at = start; here; at += 1) {
      here.stems.forEach(note);
      if (at === end) {
        here.whole.forEach(note);
        return;
      }
      here = here.next.get(text.charCodeAt(at));
    }
  });
  return starts;
}
