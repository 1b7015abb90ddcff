const TOKEN = /[ \t\r\n]*(?:("(?:[^"\\\t\r\n]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\],:]))/y;

type Wanted = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or ]' | ', or }' | 'the end';

const AFTER_VALUE = { '[': ', or ]', '{': ', or }', '': 'the end' } as const;

/** Says where a text stops to be JSON and what is missing there; for people who wrote it by hand. */
export function jsonDefect(text: string): { readonly line: number; readonly wanted: string } {
  const open: ('[' | '{')[] = [];
  let wanted: Wanted = 'value';
  for (TOKEN.lastIndex = 0; ; ) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text);
    const next: Wanted | undefined = token ? step(wanted, open, { isString: token[1] !== undefined, isScalar: token[2] !== undefined, mark: token[3] ?? '' }) : undefined;
    if (!next) return { line: text.slice(0, at + (/^[ \t\r\n]*/.exec(text.slice(at))?.[0].length ?? 0)).split('\n').length, wanted };
    wanted = next;
  }
}

interface Token {
  readonly isString: boolean;
  readonly isScalar: boolean;
  readonly mark: string;
}

/** What may come behind the token; undefined where the token itself may not come. */
function step(wanted: Wanted, open: ('[' | '{')[], { isString, isScalar, mark }: Token): Wanted | undefined {
  if (wanted === ':') return mark === ':' ? 'value' : undefined;
  if (mark !== '' && wanted.endsWith(mark) && (mark === ']' || mark === '}')) {
    open.pop();
    return AFTER_VALUE[open.at(-1) ?? ''];
  }
  if (wanted.startsWith(',')) return mark !== ',' ? undefined : open.at(-1) === '{' ? 'key' : 'value';
  if (wanted.startsWith('key')) return isString ? ':' : undefined;
  if (wanted === 'the end') return undefined;
  if (mark === '[' || mark === '{') {
    open.push(mark);
    return mark === '[' ? 'value or ]' : 'key or }';
  }
  return isString || isScalar ? AFTER_VALUE[open.at(-1) ?? ''] : undefined;
}
