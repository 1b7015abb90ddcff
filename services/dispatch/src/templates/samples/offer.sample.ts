import type { Language } from '@widecast/mail';
import { button, frame, heading, line, paragraph, type Words } from './frame.ts';
import type { Sample } from './sample.ts';

const WORDS: Words<{ name: string; subject: string; preview: string; title: string; hello: string; lines: readonly string[]; go: string; ask: string }> = {
  en: {
    name: 'Offer', subject: '{{ name | default: "Hello" }}, {{ discount | default: "10" }} % off until {{ until | default: "Friday" }}',
    preview: 'One box, everything a small company needs.', title: 'Everything in one box',
    hello: 'Hello {{ name | default: "there" }},',
    lines: [
      'for companies of your size we have put together one package: set up in a day, one price, no project.',
      'Until {{ until | default: "Friday" }} it costs {{ discount | default: "10" }} % less for {{ company | default: "your company" }}.',
    ],
    go: 'See the offer', ask: 'Questions? Just answer this mail.',
  },
  ru: {
    name: 'Предложение', subject: '{{ name | default: "Здравствуйте" }}, скидка {{ discount | default: "10" }} % до {{ until | default: "пятницы" }}',
    preview: 'Одна коробка, в которой есть всё для небольшой компании.', title: 'Всё в одной коробке',
    hello: 'Здравствуйте, {{ name | default: "коллеги" }}!',
    lines: [
      'Для компаний вашего размера мы собрали один пакет: запуск за день, одна цена, никаких проектов.',
      'До {{ until | default: "пятницы" }} он обойдётся компании {{ company | default: "вашей" }} на {{ discount | default: "10" }} % дешевле.',
    ],
    go: 'Посмотреть предложение', ask: 'Есть вопросы? Просто ответьте на это письмо.',
  },
};

export function offer(language: Language): Sample {
  const { name, subject, preview, title, hello, lines, go, ask } = WORDS[language];
  const body = [heading(title), paragraph(hello), ...lines.map(paragraph), button(go, 'offer_url'), line, paragraph(ask)].join('\n');
  return { name, kind: 'promotion', language, missingFields: 'empty', subject, mjml: frame(preview, body) };
}
