const [LATIN, CYRILLIC, OTHER_LETTER] = [1, 2, 3];
let scripts: Uint8Array | undefined;

function scriptOf(unit: number): number {
  const text = String.fromCharCode(unit);
  if (/\p{Script=Latin}/u.test(text)) return LATIN;
  if (/\p{Script=Cyrillic}/u.test(text)) return CYRILLIC;
  return /\p{L}/u.test(text) ? OTHER_LETTER : 0;
}

/** How many letters there are, by script. */
export function lettersOf(sample: string): { readonly letters: number; readonly latin: number; readonly cyrillic: number } {
  scripts ??= Uint8Array.from({ length: 65_536 }, (_, unit) => scriptOf(unit));
  let [letters, latin, cyrillic] = [0, 0, 0];
  for (let at = 0; at < sample.length; at += 1) {
    const script = scripts[sample.charCodeAt(at)] ?? 0;
    if (script > 0) letters += 1;
    if (script === LATIN) latin += 1;
    else if (script === CYRILLIC) cyrillic += 1;
  }
  return { letters, latin, cyrillic };
}
