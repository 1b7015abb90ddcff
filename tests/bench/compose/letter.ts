import { randomUUID } from 'node:crypto';
import { CompiledTemplate, compileMessage, FieldScope, htmlFooter, LinkSigner, openPixel, textFooter, trackedLinks, type LinkSubject, type Piece, type Speaker } from '@widecast/mail';

const SPEAKER: Speaker = { legalName: 'Acme & Sons Ltd', postalAddress: '1 Main Street, Springfield', language: 'en', advertising: null };
const ROWS = 21;

const row = (text: string): string => `      <tr>
        <td style="padding:0 24px 12px 24px;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:24px;color:#333333;">
          ${text}
        </td>
      </tr>
`;

/** A mail of about 9 KB: six merge fields, two links. */
export const TEMPLATE = {
  subject: 'News for {{ company }}, {{ name }}',
  html: `<!doctype html>\n<html>\n<body>\n  <table width="100%">\n${row('Dear {{ name }},')}${
    Array.from({ length: ROWS }, (_, n) => row(`Paragraph ${n + 1} tells what the boxed product does for a company, and what it costs a month.`)).join('')
  }${row('You use {{ plan }} in {{ city }} with {{ seats }} seats since {{ since }}, {{ name | default: "friend" }}.')
  }${row('<a href="https://shop.example/offer?id=1&amp;from=mail">See the offer</a>')}${row('<a href="https://shop.example/help">Ask us</a>')}  </table>\n</body>\n</html>\n`,
  text: `Dear {{ name }},\n\n${'A plain paragraph that says the same for those who read text. '.repeat(8)}\n\nYou use {{ plan }} in {{ city }}.\n`,
};

export interface Recipient {
  readonly subject: LinkSubject;
  readonly email: string;
  readonly fields: Readonly<Record<string, string | number>>;
}

const sourceId = randomUUID();

export const recipientsOf = (count: number): Recipient[] => Array.from({ length: count }, (_, n) => ({
  subject: { kind: 'campaign', sourceId, contactId: randomUUID() }, email: `person${n}@company${n % 997}.example`,
  fields: { name: `Person ${n}`, company: `Company & Sons ${n % 997}`, plan: n % 2 === 0 ? 'basic' : 'professional', city: 'Springfield', seats: n % 50, since: '2024-05-01' },
}));

/** Makes the message of a recipient, with four signed links of his own. */
export async function composer(): Promise<(recipient: Recipient) => { readonly raw: Buffer; readonly values: readonly string[] }> {
  const links = new LinkSigner('a secret of benches, thirty-two characters');
  const template = new CompiledTemplate(TEMPLATE, { html: [trackedLinks, htmlFooter(SPEAKER), openPixel], text: [textFooter(SPEAKER)] });
  const skeleton = await compileMessage({ ...partsOf(template), ...FROM, headers: headersOf({ slot: template.slots }, { slot: template.slots + 1 }) });
  return ({ subject, email, fields }) => {
    const unsubscribeUrl = `https://mail.example/u/${links.sign('unsubscribe', subject)}`;
    const tracking = {
      open: `https://mail.example/o/${links.sign('open', subject)}`,
      click: (url: string) => `https://mail.example/c/${links.sign('click', subject, url)}/${Buffer.from(url).toString('base64url')}`,
    };
    const values = [...template.values(new FieldScope(fields, unsubscribeUrl, tracking)), unsubscribeUrl, `${subject.sourceId}:campaign`];
    return { raw: skeleton.fillIn({ to: email, messageId: `<${subject.contactId}@acme.example>`, date: new Date(), values }).bytes(), values };
  };
}

export const FROM = { from: { name: 'Acme', address: 'news@acme.example' }, replyTo: 'answers@acme.example' };
const partsOf = ({ subject, html, text }: CompiledTemplate): Pick<CompiledTemplate, 'subject' | 'html' | 'text'> => ({ subject, html, text });

export const headersOf = (url: Piece, source: Piece): Record<string, readonly Piece[]> => ({
  'List-Unsubscribe': ['<', url, '>'], 'List-Unsubscribe-Post': ['List-Unsubscribe=One-Click'], 'List-Id': ['<promotions.acme.example>'],
  'Feedback-ID': [source, ':promotion:widecast'], Precedence: ['bulk'],
});
