import { relaxedValue } from './canonical.ts';
import type { DkimKey } from './dkim-key.ts';

const FOLD = 76;
const NAME = 'DKIM-Signature:';
/** As long as what stands in their places: ten digits until 2286, and a SHA-256 in base64. */
const [TIME, HASH] = ['<<<time>>>', '<'.repeat(44)];
/** Messages of one kind have the same headers; a sender knows few kinds. */
const KEPT = 500;

/** The header of a signature without the signature itself: as it is written, and in relaxed form. */
export interface SignatureHeader {
  readonly folded: string;
  readonly relaxed: string;
}

type Form = (time: string, bodyHash: string) => SignatureHeader;

const forms = new WeakMap<DkimKey, Map<string, Form>>();

/** `names` is what `h=` says; `time` is in seconds since the epoch. Where lines are broken depends on neither time nor hash. */
export function signatureHeader(key: DkimKey, names: string, { time, bodyHash }: { readonly time: number; readonly bodyHash: string }): SignatureHeader {
  const known = forms.get(key) ?? new Map<string, Form>();
  forms.set(key, known);
  const form = known.get(names) ?? formOf(key, names);
  if (known.size >= KEPT) known.clear();
  known.set(names, form);
  return form(String(time), bodyHash);
}

function formOf({ algorithm, domain, selector }: DkimKey, names: string): Form {
  const value = folded(['v=1', `a=${algorithm}`, 'c=relaxed/relaxed', `d=${domain}`, `s=${selector}`, `t=${TIME}`, `h=${names}`, `bh=${HASH}`, 'b=']);
  const [long, short] = [fillable(NAME + value), fillable(NAME.toLowerCase() + relaxedValue(value))];
  return (time, bodyHash) => ({ folded: long(time, bodyHash), relaxed: short(time, bodyHash) });
}

function fillable(text: string): (time: string, bodyHash: string) => string {
  const [before = '', rest = ''] = text.split(TIME);
  const [between = '', after = ''] = rest.split(HASH);
  return (time, bodyHash) => before + time + between + bodyHash + after;
}

/** Tags in lines of their own where they do not fit; names are parted at their colons. */
function folded(tags: readonly string[]): string {
  let [text, length] = ['', NAME.length];
  for (const word of tags.flatMap((tag, at) => ` ${tag}${at === tags.length - 1 ? '' : ';'}`.split(/(?<=:)/))) {
    if (length + word.length > FOLD) {
      text += `\r\n ${word.trimStart()}`;
      length = 1 + word.trimStart().length;
    } else {
      text += word;
      length += word.length;
    }
  }
  return text;
}
