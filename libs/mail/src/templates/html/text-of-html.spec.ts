import { describe, expect, it } from '@jest/globals';
import { textOfHtml } from './text-of-html.ts';

describe('text of html', () => {
  it('keeps what a reader sees, with the links', () => {
    const html =
      '<html><head><title>T</title><style>p{}</style></head><body><h1>Hi {{ name }}</h1><!-- no --><p>One<br>two &amp; three</p>' +
      '<ul><li>a</li><li>b</li></ul><a href="https://x.example/y?z=1">Look</a></body></html>';

    expect(textOfHtml(html)).toBe('Hi {{ name }}\n\nOne\ntwo & three\n\n- a\n- b\n\nLook (https://x.example/y?z=1)');
  });

  it.each([
    ['<a class="b" href="https://x.example"><b>Buy</b> <span>now</span></a>!', 'Buy now (https://x.example)!'],
    ["<a href='https://x.example/{{ n }}'>{{ n }}</a>", '{{ n }} (https://x.example/{{ n }})'],
    ['<a href="https://x.example"><img src="i.png" alt="Our shop"></a>', 'Our shop (https://x.example)'],
    ['<a href="https://x.example"><img src="i.png"></a>', 'https://x.example'],
    ['<a href="https://x.example">https://x.example</a> <a name="here">Here</a>', 'https://x.example Here'],
  ])('shows where the link of %s leads', (html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });

  it('leaves Liquid as it is, comparisons too', () => {
    expect(textOfHtml('<p>{% if n < 5 %}few{% else %}many{% endif %}</p>')).toBe('{% if n < 5 %}few{% else %}many{% endif %}');
  });

  it.each(['<style', '<a href="', '<!--', '<a href=" href="', '<a </a>', '<a href="x"></a', '<img alt="', '&#'])('comes to an end with many an unfinished %s', (piece) => {
    expect(textOfHtml(piece.repeat(250_000 / piece.length)).length).toBeLessThanOrEqual(500_000);
  });
});
