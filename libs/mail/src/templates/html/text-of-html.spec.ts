import { describe, expect, it } from '@jest/globals';
import { textOfHtml } from './text-of-html.ts';

describe('text of html', () => {
  it('keeps what a reader sees, with the links', () => {
    const html =
      '<html><head><title>T</title><style>p{}</style></head><body><h1>Hi {{ name }}</h1><!-- no --><p>One<br>two &amp; three</p>' +
      '<ul><li>a</li><li>b</li></ul><a href="https://x.example/y?z=1">Look</a></body></html>';

    expect(textOfHtml(html)).toBe('Hi {{ name }}\n\nOne\ntwo & three\n\n- a\n- b\n\nLook (https://x.example/y?z=1)');
  });

  it('leaves Liquid as it is, comparisons too', () => {
    expect(textOfHtml('<p>{% if n < 5 %}few{% else %}many{% endif %}</p>')).toBe('{% if n < 5 %}few{% else %}many{% endif %}');
  });

  it.each(['<style', '<a href="', '<!--', '<a href=" href="', '&#'])('ends soon for many an unfinished %s', (piece) => {
    const begun = performance.now();

    textOfHtml(piece.repeat(250_000 / piece.length));

    expect(performance.now() - begun).toBeLessThan(2000);
  });
});
