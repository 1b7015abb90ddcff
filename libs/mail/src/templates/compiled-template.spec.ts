import { parseLiquid, TemplateDefect } from '@widecast/liquid';
import { filled } from '../composing/pieces.ts';
import type { MergeFields } from '@widecast/contracts';
import { describe, expect, it } from '@jest/globals';
import { type Additions, CompiledTemplate, type TemplateSource } from './compiled-template.ts';
import { htmlFooter, type Speaker, textFooter } from './footer.ts';
import { FieldScope } from './liquid/scope.ts';
import { inspectParts } from './inspection.ts';
import { piecesOf } from './marks.ts';
import { openPixel, trackedLinks } from './tracking.ts';

const NONE: Additions = { html: [], text: [] };
const speaker: Speaker = { legalName: 'Acme & Sons', postalAddress: '1 Main St', language: 'en', advertising: null };
const FOOTER: Additions = { html: [htmlFooter(speaker)], text: [textFooter(speaker)] };
const compiled = (changes: Partial<TemplateSource>, additions: Additions): CompiledTemplate =>
  new CompiledTemplate({ subject: 'S', html: '<body>H</body>', text: 'T', ...changes }, additions);
const URL = 'https://w.example/u/t?a&b';

function rendered(changes: Partial<TemplateSource>, fields: MergeFields = {}, additions = NONE): TemplateSource {
  const template = compiled(changes, additions);
  const tracking = { open: 'https://w.example/o/1', click: (url: string) => `https://w.example/c/${encodeURIComponent(url)}` };
  const values = template.values(new FieldScope(fields, URL, tracking));
  return { subject: filled(template.subject, values), html: filled(template.html, values), text: filled(template.text, values) };
}

/** The same template, with and without a condition around it: values in slots, and rendered as a whole. */
const BOTH = [['as slots', (source: string) => source], ['rendered as a whole', (source: string) => `{% if yes %}${source}{% endif %}`]] as const;

describe.each(BOTH)('a compiled template, %s,', (_how, wrap) => {
  const one = (html: string, fields: MergeFields): string => rendered({ html: wrap(html) }, { yes: true, ...fields }).html;

  it('escapes values for the place they stand in', () => {
    expect(one('<p title="{{ n }}">{{ n }} {{ n | upcase }}</p>', { n: '<b>"&' })).toBe('<p title="&lt;b&gt;&#34;&amp;">&lt;b&gt;&#34;&amp; &lt;B&gt;&#34;&amp;</p>');
    expect(one('<a href="https://x.example/{{ p }}?q={{ q }}&r={{ q | url_encode }}">', { p: 'a/../b', q: 'c&d="e' }))
      .toBe('<a href="https://x.example/a%2F..%2Fb?q=c%26d%3D%22e&r=c%26d%3D%22e">');
    expect(one('<p style="color:{{ c }}">', { c: 'red;background:url(x)"' })).toBe('<p style="color:redbackgroundurlx">');
  });

  it.each([
    ['https://x.example/?a&b', 'https://x.example/?a&amp;b'], ['javascript:alert(1)', '#'], ['data:text/html,x', '#'], ['', '#'], ['JAVASCRIPT://x', '#'], ['mailto:a@x.example', 'mailto:a@x.example'],
  ])('lets the value %p be a link as %p', (url, link) => {
    expect(one('<a href="{{ url }}">x</a>', { url })).toBe(`<a href="${link}">x</a>`);
  });

  it('renders a missing field empty, and one that nobody may reach too', () => {
    expect(one('[{{ nope }}{{ constructor }}{{ n.constructor }}{{ __proto__ }}]', { n: 'x' })).toBe('[]');
  });

  it('reaches fields with a dot in their names, and puts defaults', () => {
    expect(one('{{ account.size }} {{ n.size }} {{ a | default: "you" }} {{ e | default: \'<\' }} {{ f | default: "no" }} {{ z | default: "-" }}', { 'account.size': 7, n: 'abc', e: '', f: false, z: 0 }))
      .toBe('7 3 you &lt; no 0');
  });

  it('takes each address of several for a link', () => {
    expect(one('<img srcset="{{ a }} 1x, {{ b }} 2x, https://x.example/{{ c }} 3x">', { a: 'https://x.example/a', b: 'javascript:x', c: 'a b' }))
      .toBe('<img srcset="https://x.example/a 1x, # 2x, https://x.example/a%20b 3x">');
  });

  it('leads links to pages by way of us, and tells of an opened mail', () => {
    const html = wrap('<a class="x>y" href="https://x.example/?a=1&amp;b={{ q }}">1</a><a href=\'{{ u }}\'>2</a><a href="mailto:a@x.example">3</a><a href="#top">4</a><a href="{{ unsubscribe_url }}">5</a>');

    const { html: tracked } = rendered({ html }, { yes: true, q: 'c d', u: 'https://y.example' }, { html: [trackedLinks, openPixel], text: [] });

    expect(Array.from(tracked.matchAll(/(?:href|src)="([^"]*)"/g), ([, link]) => link)).toEqual([
      'https://w.example/c/https%3A%2F%2Fx.example%2F%3Fa%3D1%26b%3Dc%2520d', 'https://w.example/c/https%3A%2F%2Fy.example', 'mailto:a@x.example', '#top', 'https://w.example/u/t?a&amp;b', 'https://w.example/o/1',
    ]);
  });

  it('puts values into the links of the plain text as into those of the body', () => {
    const text = wrap('{{ n }} (https://x.example/{{ n }}?q={{ n }}&r={{ n | url_encode }}) {{ n }}');

    expect(rendered({ text }, { yes: true, n: 'a b>' }).text).toBe('a b> (https://x.example/a%20b%3E?q=a%20b%3E&r=a+b%3E) a b>');
  });

  it('takes no mark of a person for one of ours', () => {
    expect(piecesOf(one('a\u00010\u0002b{{ n }}', { n: 'x' })).every((piece) => typeof piece === 'string')).toBe(true);
  });
});

describe('a compiled template', () => {
  it('leaves values in the subject and text as they are', () => {
    expect(rendered({ subject: '{{ n }}', text: '{{ n }}' }, { n: '<b>"&' })).toMatchObject({ subject: '<b>"&', text: expect.stringContaining('<b>"&') });
  });

  it('knows a link in each branch of a condition', () => {
    const html = '<a href="{% if a %}{{ u }}{% else %}https://x.example/{{ u }}{% endif %}/{{ v }}">';

    expect(rendered({ html }, { a: true, u: 'https://a.example', v: 'b/c' }).html).toBe('<a href="https://a.example/b%2Fc">');
    expect(rendered({ html }, { a: false, u: 'https://a.example', v: '' }).html).toBe('<a href="https://x.example/https%3A%2F%2Fa.example/">');
  });

  it('knows what is in a link of the plain text in each branch of a condition', () => {
    const text = 'https://x.example/{% if a %}{{ n }}{% else %}b {{ n }}{% endif %}{{ n }} {% if a %}https://y.example{% else %}{{ n }}{% endif %}';

    expect(rendered({ text }, { a: true, n: 'ä' }).text).toBe('https://x.example/%C3%A4ä https://y.example');
    expect(rendered({ text }, { a: false, n: 'ä' }).text).toBe('https://x.example/b ää ä');
  });

  it('puts the footer of the brand and the way out into a promotion, whatever it says', () => {
    for (const html of ['<body>H</body>', '<body>{% if x %}{% else %}H{% endif %}</body>']) {
      const { html: whole, text } = rendered({ html }, {}, FOOTER);

      expect(whole).toMatch(/Acme &amp; Sons, 1 Main St.*href="https:\/\/w\.example\/u\/t\?a&amp;b".*<\/body>$/);
      expect(text).toContain('Acme & Sons, 1 Main St\nUnsubscribe: https://w.example/u/t?a&b');
    }
  });

  it('marks advertising with label, advertiser and id in every promotion that has to be marked', () => {
    const marked: Speaker = { ...speaker, language: 'ru', advertising: { label: 'Реклама', advertiser: 'ООО «Ромашка», ИНН 7700000000', erid: '2VtzqwXyZ' } };
    const { html, text } = rendered({}, {}, { html: [htmlFooter(marked)], text: [textFooter(marked)] });

    for (const part of [html, text]) expect(part).toContain('Реклама. ООО «Ромашка», ИНН 7700000000. erid: 2VtzqwXyZ');
    expect(html).toContain('>Отписаться от рассылки</a>');
  });

  it('knows the fields without which it has gaps', () => {
    const { fields, needed } = inspectParts({ subject: '{{ a }} {{ unsubscribe_url }}', html: '{{ b | upcase }}{{ c | default: "-" }}{% if d %}{{ d }}{{ e.f }}{% endif %}{{ g.h | upcase | default: "-" }}', text: '{{ c }}' });

    expect(fields).toEqual(['a', 'b', 'c', 'd', 'e.f', 'g.h']);
    expect(needed).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['{% include "/etc/passwd" %}'], ['{% render "x" %}'], ['{% layout "x" %}'], ['{% for i in (1..1000000000) %}x{% endfor %}'], ['{% echo x %}'],
    ['{{ x | raw }}'], ['{{ x | strip_html }}'], ['{{ x | hmac_sha256: "k" }}'], ['{% tablerow i in x %}{% endtablerow %}'],
  ])('does not know %s', (source) => {
    expect(() => parseLiquid(source)).toThrow(TemplateDefect);
  });

  it.each([
    ['<p class={{ x }}>', 'put the attribute into quotes'], ['<p {{ x }}>', 'put the attribute into quotes'], ['<{{ x }}>', 'cannot be the name of a tag'], ['<h{{ x }}>', 'put the attribute into quotes'],
    ['<p onclick="{{ x }}">', 'run as a program'], ['<script>{{ x }}</script>', 'cannot stand in <script>'], ['<style>\np{color:{{ x }}}</style>', 'cannot stand in <style>'],
    ['{% if a %}<a href="{% endif %}{{ x }}">', 'a condition begins in'],
    ['<meta content="0;url={{ x }}" http-equiv="refresh">', 'cannot stand in <meta>'], ['<base href="{{ x }}">', 'cannot stand in <base>'],
  ])('does not let a value stand where it could do harm: %s', (html, message) => {
    expect(() => compiled({ html }, NONE)).toThrow(message);
  });

  it('tells where a value stands that cannot', () => {
    expect(() => compiled({ html: '<p>\n  <b class={{ x }}>' }, NONE)).toThrow(expect.objectContaining({ line: 2, column: 12 }));
  });

  it('stops a template that grows without bounds', () => {
    const doubling = `{% assign a = "xxxxxxxxxx" %}${'{% assign a = a | append: a %}'.repeat(40)}{{ a }}`;

    expect(() => rendered({ html: doubling })).toThrow();
  });
});
