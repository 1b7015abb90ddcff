import { languageOf as guess, LANGUAGES } from '@widecast/text';
import { z } from 'zod';

/** ISO 639-1, or "und": too short, mixed, or none of those known. */
export type Language = string;

export const languageOf = (text: string): Language => guess(text).language;

/** A language that texts are recognised to be in; any other would never fit. */
export const languageCode = z.string().refine((code) => code === 'und' || LANGUAGES.includes(code), `must be one of ${LANGUAGES.join(', ')}, or und: too short, mixed or another one`);
