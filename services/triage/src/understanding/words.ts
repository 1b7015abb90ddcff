const START = String.raw`(?<![\p{L}\p{N}])`;
const END = String.raw`(?![\p{L}\p{N}])`;

const escape = (text: string): string => text.replaceAll(/[.?+^$()[\]{}|\\]/g, String.raw`\$&`);

/** `refund*` stands for every word that begins so; a blank for any white space; `…` for up to three words between. */
function patternOf(phrase: string): string {
  return escape(phrase).replaceAll('*', String.raw`[\p{L}\p{N}]*`).replaceAll(' … ', String.raw`\s+(?:[\p{L}\p{N}']+\s+){0,3}`).replaceAll(' ', String.raw`\s+`);
}

/** A test for any of the phrases, as whole words, in folded text. */
export function anyOf(...phrases: readonly string[]): RegExp {
  return new RegExp(`${START}(?:${phrases.map(patternOf).join('|')})${END}`, 'gu');
}

const CLASSIFIED = 8000;

/** Lower case, one kind of apostrophe, ё as е; cut to what is worth classifying. */
export function fold(text: string): string {
  return text.slice(0, CLASSIFIED).toLowerCase().replaceAll(/[’‘`´]/g, "'").replaceAll('ё', 'е');
}

/** How many different phrases of the test stand in the text. */
export function countOf(test: RegExp, folded: string): number {
  return new Set(folded.match(test)).size;
}
