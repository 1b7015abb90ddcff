import type { IntentModel } from '../model/intent-model.ts';
import { trainModel, type TrainingOptions } from '../training/train-model.ts';
import type { Example } from '../training/training-set.ts';
import { lettersIn } from './letters.ts';
import { EN_BLUNT } from './training/en-blunt.ts';
import { EN_FORMAL } from './training/en-formal.ts';
import { EN_POLITE } from './training/en-polite.ts';
import { EN_STORY } from './training/en-story.ts';
import { EN_TERSE } from './training/en-terse.ts';
import { RU_BLUNT } from './training/ru-blunt.ts';
import { RU_FORMAL } from './training/ru-formal.ts';
import { RU_POLITE } from './training/ru-polite.ts';
import { RU_STORY } from './training/ru-story.ts';
import { RU_TERSE } from './training/ru-terse.ts';

/** The letters of the boxed start, by kind of writer. */
export const BOXED_STYLES: Readonly<Record<string, readonly Example[]>> = {
  'en-terse': lettersIn(EN_TERSE), 'en-polite': lettersIn(EN_POLITE), 'en-blunt': lettersIn(EN_BLUNT), 'en-formal': lettersIn(EN_FORMAL), 'en-story': lettersIn(EN_STORY),
  'ru-terse': lettersIn(RU_TERSE), 'ru-polite': lettersIn(RU_POLITE), 'ru-blunt': lettersIn(RU_BLUNT), 'ru-formal': lettersIn(RU_FORMAL), 'ru-story': lettersIn(RU_STORY),
};

export const boxedExamples = (): Example[] => Object.values(BOXED_STYLES).flat();

/** The classifier for a vendor who has no labelled tickets yet; English and Russian. Takes some seconds of a core. */
export const trainBoxed = (options: TrainingOptions): IntentModel => trainModel(boxedExamples(), options);
