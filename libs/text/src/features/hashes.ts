// Looked up once: a lookup of a global in a loop is slow where modules run in a context of their own, as tests do.
const { imul } = Math;

/** Murmur3's finaliser: spreads a weak hash over all bits. */
export function spread(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = imul(h, 0x85eb_ca6b);
  h ^= h >>> 13;
  h = imul(h, 0xc2b2_ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export const WORD_SEED = 0x811c_9dc5 | 0;
export const PAIR_SEED = 0x9e37_79b9 | 0;
export const RUN_SEED = 0x7f4a_7c15 | 0;
export const GRAM_SEED = 0x2545_f491 | 0;
export const step = (hash: number, unit: number): number => imul(hash ^ unit, 0x0100_0193);

/** The hash of a word that is folded already, as the words of a text are hashed. */
export function hashOfWord(word: string): number {
  let hash = WORD_SEED;
  for (let at = 0; at < word.length; at += 1) hash = step(hash, word.charCodeAt(at));
  return spread(hash);
}
