export const VOCABULARY_BITS = 17;
export const RUN_BITS = 20;

/** A set of words by one bit each (of their hash); 16 KB. */
export const emptyVocabulary = (): Uint8Array => new Uint8Array(2 ** (VOCABULARY_BITS - 3));

/** A set of runs of three words; 128 KB. */
export const emptyRuns = (): Uint8Array => new Uint8Array(2 ** (RUN_BITS - 3));
