import { describe, expect, it } from '@jest/globals';
import type { Brand } from '../brands/brand.entity.ts';
import { CompiledTemplate } from './compiled-template.ts';
import { parseLiquid, TemplateDefect } from './liquid.ts';
import type { Template } from './template.entity.ts';

const brand = { legalName: 'Acme & Sons', postalAddress: '1 Main St', fromAddress: 'a@acme.example' } as Brand;
const compiled = (changes: Partial<Template>): CompiledTemplate =>
  new CompiledTemplate({ kind: 'promotion', subject: 'S', html: '<body>H</body>', text: 'T', ...changes } as Template, brand);

describe('a compiled template', () => {
  it('escapes values in html, and not in the subject and text', () => {
    const { subject, html, text } = compiled({ subject: '{{ n }}', html: '{{ n }} {{ n | upcase }}', text: '{{ n }}' }).render({ n: '<b>"&' }, 'u');

    expect(subject).toBe('<b>"&');
    expect(html).toContain('&lt;b&gt;&#34;&amp; &lt;B&gt;');
    expect(text).toContain('<b>"&');
  });

  it('renders a missing field empty, and one that nobody may reach too', () => {
    expect(compiled({ subject: '[{{ nope }}{{ constructor }}{{ n.constructor }}{{ __proto__ }}]' }).render({ n: 'x' }, 'u').subject).toBe('[]');
  });

  it('reaches fields with a dot in their names', () => {
    expect(compiled({ subject: '{{ account.size }}' }).render({ 'account.size': 7 }, 'u').subject).toBe('7');
  });

  it('lets no value break out of the subject line', () => {
    expect(compiled({ subject: 'Hi {{ n }}' }).render({ n: 'x\r\nBcc: all@example.com\u2028y' }, 'u').subject).toBe('Hi x Bcc: all@example.com y');
  });

  it('puts the footer of the brand and the way out into a promotion, whatever it says', () => {
    const { html, text } = compiled({}).render({}, 'https://w.example/u/t?a&b');

    expect(html).toMatch(/Acme &amp; Sons, 1 Main St.*href="https:\/\/w\.example\/u\/t\?a&amp;b".*<\/body>$/);
    expect(text).toContain('Acme & Sons, 1 Main St\nUnsubscribe: https://w.example/u/t?a&b');
  });

  it.each([
    ['{% include "/etc/passwd" %}'], ['{% render "x" %}'], ['{% layout "x" %}'], ['{% for i in (1..1000000000) %}x{% endfor %}'],
    ['{{ x | raw }}'], ['{{ x | strip_html }}'], ['{{ x | hmac_sha256: "k" }}'], ['{% tablerow i in x %}{% endtablerow %}'],
  ])('does not know %s', (source) => {
    expect(() => parseLiquid('html', source)).toThrow(TemplateDefect);
  });

  it('stops a template that grows without bounds', () => {
    const doubling = `{% assign a = "xxxxxxxxxx" %}${'{% assign a = a | append: a %}'.repeat(40)}{{ a }}`;

    expect(() => compiled({ html: doubling }).render({}, 'u')).toThrow();
  });
});
