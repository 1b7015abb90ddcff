import type { Language } from '@widecast/mail';
import type { MissingFields, TemplateKind } from '../template.entity.ts';
import { newsletter } from './newsletter.sample.ts';
import { offer } from './offer.sample.ts';
import { receipt } from './receipt.sample.ts';
import { reminder } from './reminder.sample.ts';

/** A ready template to begin with: what `POST /v1/templates` takes but for the brand. */
export interface Sample {
  readonly name: string;
  readonly kind: TemplateKind;
  readonly language: Language;
  readonly missingFields: MissingFields;
  readonly subject: string;
  readonly mjml: string;
}

export const SAMPLES: readonly Sample[] = [offer, newsletter, reminder, receipt].flatMap((make) => [make('en'), make('ru')]);
