import type { Language } from '@widecast/mail';
import { ACCENT, frame, heading, line, paragraph, type Words } from './frame.ts';
import type { Sample } from './sample.ts';

interface Story {
  readonly title: string;
  readonly text: string;
  readonly url: string;
}

const WORDS: Words<{ name: string; subject: string; preview: string; title: string; intro: string; more: string; stories: readonly Story[] }> = {
  en: {
    name: 'Newsletter', subject: 'What is new, {{ name | default: "in short" }}', preview: 'Three things that save you time this month.', title: 'What is new this month',
    intro: 'Hello {{ name | default: "there" }}, three things that save you time:', more: 'Read on',
    stories: [
      { title: 'Reports by themselves', text: 'The report of the week comes to your mailbox every Monday.', url: 'https://example.com/reports' },
      { title: 'Invoices in two clicks', text: 'Repeat the last invoice; date and number are set for you.', url: 'https://example.com/invoices' },
      { title: 'A team of your own', text: 'Colleagues get rights of their own, at no extra cost.', url: 'https://example.com/team' },
    ],
  },
  ru: {
    name: 'Новости', subject: 'Что нового{% if name %}, {{ name }}{% endif %}', preview: 'Три вещи, которые сберегут время в этом месяце.', title: 'Что нового в этом месяце',
    intro: 'Здравствуйте{% if name %}, {{ name }}{% endif %}! Три вещи, которые сберегут ваше время:', more: 'Читать дальше',
    stories: [
      { title: 'Отчёты сами по себе', text: 'Отчёт за неделю приходит на почту каждый понедельник.', url: 'https://example.com/reports' },
      { title: 'Счёт в два нажатия', text: 'Повторите последний счёт: дата и номер подставятся сами.', url: 'https://example.com/invoices' },
      { title: 'Своя команда', text: 'У каждого коллеги свои права, без доплаты.', url: 'https://example.com/team' },
    ],
  },
};

export function newsletter(language: Language): Sample {
  const { name, subject, preview, title, intro, more, stories } = WORDS[language];
  const storyOf = ({ title: head, text, url }: Story): string =>
    `${line}\n${paragraph(`<strong>${head}</strong><br />${text}<br /><a href="${url}" style="color:${ACCENT}">${more}</a>`)}`;
  return {
    name, kind: 'promotion', language, missingFields: 'empty', subject,
    mjml: frame(preview, [heading(title), paragraph(intro), ...stories.map(storyOf)].join('\n')),
  };
}
