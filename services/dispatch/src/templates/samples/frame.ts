import type { Language } from '@widecast/mail';

/** Text of a sample in the languages it comes in. */
export type Words<T> = Readonly<Record<Language, T>>;

export const ACCENT = '#1f6feb';

/** The page around a sample: one column of 600 pixels, readable on a telephone and with images off. */
export const frame = (preview: string, body: string): string => `<mjml>
  <mj-head>
    <mj-preview>${preview}</mj-preview>
    <mj-attributes>
      <mj-all font-family="Helvetica, Arial, sans-serif" />
      <mj-text font-size="16px" line-height="24px" color="#24292f" padding="8px 32px" />
      <mj-button background-color="${ACCENT}" color="#ffffff" border-radius="6px" font-size="16px" inner-padding="14px 28px" padding="16px 32px" align="left" />
      <mj-divider border-width="1px" border-color="#d8dee4" padding="16px 32px" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#f6f8fa">
    <mj-section background-color="#ffffff" padding="24px 0">
      <mj-column>
${body}
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`;

export const heading = (text: string): string => `        <mj-text font-size="26px" line-height="34px" font-weight="700" padding-bottom="12px">${text}</mj-text>`;
export const paragraph = (text: string): string => `        <mj-text>${text}</mj-text>`;
export const button = (text: string, field: string): string => `        <mj-button href="{{ ${field} | default: 'https://example.com' }}">${text}</mj-button>`;
export const line = '        <mj-divider />';
