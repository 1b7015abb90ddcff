import type { BoxedIntent } from '@widecast/text';

/** What is said about each intent of the boxed start, between the greeting and the end; Liquid. */
export type BoxedTexts = Readonly<Record<BoxedIntent, string>>;
