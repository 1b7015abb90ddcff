import { languageOf as guess } from '@widecast/text';

/** ISO 639-1, or "und": too short, mixed, or none of those known. */
export type Language = string;

export const languageOf = (text: string): Language => guess(text).language;
