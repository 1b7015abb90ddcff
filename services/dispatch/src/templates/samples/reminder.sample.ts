import type { Language } from '@widecast/mail';
import { button, frame, heading, paragraph, type Words } from './frame.ts';
import type { Sample } from './sample.ts';

const WORDS: Words<{ name: string; subject: string; preview: string; title: string; lines: readonly string[]; go: string }> = {
  en: {
    name: 'Reminder', subject: 'Your plan {{ plan }} ends on {{ ends_on }}', preview: 'Two minutes keep everything as it is.', title: 'Your plan ends on {{ ends_on }}',
    lines: ['Hello {{ name | default: "there" }},', 'after that the plan {{ plan }} is read-only: nothing is lost, but nothing new can be added. To go on takes two minutes.'], go: 'Go on with {{ plan }}',
  },
  ru: {
    name: 'Напоминание', subject: 'Тариф «{{ plan }}» заканчивается {{ ends_on }}', preview: 'Две минуты — и всё останется как есть.', title: 'Тариф заканчивается {{ ends_on }}',
    lines: ['Здравствуйте, {{ name | default: "коллеги" }}!', 'После этого тариф «{{ plan }}» станет доступен только для чтения: ничего не пропадёт, но добавить новое будет нельзя. Продление займёт две минуты.'], go: 'Продлить «{{ plan }}»',
  },
};

/** Without plan and date it says nothing, so who has none of them is skipped. */
export function reminder(language: Language): Sample {
  const { name, subject, preview, title, lines, go } = WORDS[language];
  return { name, kind: 'promotion', language, missingFields: 'skip', subject, mjml: frame(preview, [heading(title), ...lines.map(paragraph), button(go, 'renew_url')].join('\n')) };
}
