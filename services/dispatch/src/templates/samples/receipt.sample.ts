import type { Language } from '@widecast/mail';
import { frame, heading, line, paragraph, type Words } from './frame.ts';
import type { Sample } from './sample.ts';

const WORDS: Words<{ name: string; subject: string; preview: string; title: string; thanks: string; rows: readonly (readonly [string, string])[]; keep: string }> = {
  en: {
    name: 'Receipt', subject: 'Receipt {{ number }}', preview: '{{ total }} paid.', title: 'Thank you, it is paid', thanks: 'Hello {{ name | default: "there" }}, here is what you paid for.',
    rows: [['Receipt', '{{ number }}'], ['Date', '{{ paid_on }}'], ['Product', '{{ product }}'], ['Total', '{{ total }}']], keep: 'Keep this mail for your books.',
  },
  ru: {
    name: 'Чек', subject: 'Чек {{ number }}', preview: 'Оплачено {{ total }}.', title: 'Спасибо, оплата прошла', thanks: 'Здравствуйте, {{ name | default: "коллеги" }}! Вот за что вы заплатили.',
    rows: [['Чек', '{{ number }}'], ['Дата', '{{ paid_on }}'], ['Товар', '{{ product }}'], ['Итого', '{{ total }}']], keep: 'Сохраните это письмо для бухгалтерии.',
  },
};

export function receipt(language: Language): Sample {
  const { name, subject, preview, title, thanks, rows, keep } = WORDS[language];
  const cells = rows.map(([what, value]) => `          <tr><td style="padding:6px 0;color:#57606a">${what}</td><td align="right" style="padding:6px 0">${value}</td></tr>`);
  const table = `        <mj-table padding="8px 32px" font-size="16px">\n${cells.join('\n')}\n        </mj-table>`;
  return { name, kind: 'transactional', language, missingFields: 'empty', subject, mjml: frame(preview, [heading(title), paragraph(thanks), table, line, paragraph(keep)].join('\n')) };
}
