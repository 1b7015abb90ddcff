import { describe, expect, it } from '@jest/globals';
import { contentFindings, languageFindings } from './content-findings.ts';

const defectsOf = (html: string, text = 'text'): string[] =>
  contentFindings('arm', { html, text }).filter(({ severity }) => severity !== 'ok').map(({ severity, code }) => `${severity} ${code}`);

describe('the content of a message', () => {
  it('that is as it should be has nothing to stumble over', () => {
    expect(defectsOf('<a href="https://example.com/?a=1&amp;b={{ name | url_encode }}">x</a> <a href="{{ unsubscribe_url }}">y</a> <a href=\'mailto:a@b.example\'>z</a>')).toEqual([]);
  });

  it('that Gmail would clip is told with its size', () => {
    expect(defectsOf('x'.repeat(97 * 1024))).toEqual([]);
    expect(defectsOf('x'.repeat(99 * 1024))).toEqual(['warning size']);
    expect(contentFindings('arm', { html: 'ж'.repeat(60 * 1024), text: 'x' })[0]?.message).toContain('122 KB');
  });

  it('has a plain text', () => {
    expect(defectsOf('<p>x</p>', ' \n')).toEqual(['warning text_part']);
  });

  it.each([
    ['example.com/page', 'error links'], ['/page', 'error links'], ['https://', 'error links'], ['http://exa mple.com', 'error links'], ['javascript:alert(1)', 'error links'], ['&#x6a;ava\tscript:alert(1)', 'error links'], ['data:text/html,x', 'error links'],
    ['http://example.com', 'warning links'], ['https://shop.example@evil.example/', 'warning links'], ['', 'warning links'],
  ])('with the link "%s" gets a finding', (link, expected) => {
    expect(defectsOf(`<p>a</p><a class="b" href="${link}">x</a>`)).toEqual([expected]);
  });

  it('has images that can be shown, and nothing that leads elsewhere', () => {
    expect(defectsOf('<img src="cid:logo"><img srcset="https://x.example/a.png 1x, https://x.example/b.png 2x">')).toEqual([]);
    expect(defectsOf('<img src="data:image/png;base64,AA==">')).toEqual(['warning links']);
    expect(defectsOf('<img srcset="https://x.example/a.png 1x, b.png 2x">')).toEqual(['error links']);
    expect(defectsOf('<head><META content="0;url=https://x.example" http-equiv="Refresh"></head>')).toEqual(['error links']);
    expect(defectsOf('<base href="https://x.example/">')).toEqual(['error links']);
  });

  it('has a footer in the language that it is written in', () => {
    const told = (text: string, language: string): string[] => languageFindings('arm', { text, language }).map(({ severity, code }) => `${severity} ${code}`);

    expect([told('Здравствуйте, {{ name | default: "dear friend of ours" }}!', 'en'), told('Hello {{ имя }}!', 'ru')]).toEqual([['warning language'], ['warning language']]);
    expect([...told('Здравствуйте! Acme', 'ru'), ...told('Hello from Москва', 'en'), ...told('', 'en')]).toEqual([]);
  });
});
