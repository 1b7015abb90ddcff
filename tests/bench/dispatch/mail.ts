const PARAGRAPHS = Array.from({ length: 60 }, (_, n) =>
  `Paragraph ${n}: a boxed offer for small companies, with a price that needs no meeting and a plan that starts today.`);

/** 9 KB of HTML with a text part, merge fields and two links: the same for everybody who is measured. */
export const MAIL = {
  subject: 'Hello {{ name }}',
  html: `<html><body><p>Hello {{ name }} from {{ city }}</p>${PARAGRAPHS.map((text) => `<p>${text}</p>`).join('\n')}
<p><a href="https://shop.test/a">One</a> <a href="https://shop.test/b">Two</a></p></body></html>`,
  text: `Hello {{ name }} from {{ city }}\n\n${PARAGRAPHS.slice(0, 8).join('\n')}\n\nOne: https://shop.test/a\nTwo: https://shop.test/b\n`,
} as const;

export interface Person {
  readonly email: string;
  readonly name: string;
  readonly city: string;
}

export const personAt = (n: number): Person => ({ email: `u${n}@d${n % 500}.test`, name: `Name ${n}`, city: `City ${n % 100}` });
