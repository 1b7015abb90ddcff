import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse, type DefaultTreeAdapterMap } from 'parse5';
import { triageConfig } from '../src/config.ts';
import { MailParser } from '../src/mail/mail-parser.ts';
import { SAFE_HTML } from '../src/mail/safe-html.ts';

type Node = DefaultTreeAdapterMap['node'];

/** Pieces of attacks; random sequences of them are mails. */
const PIECES = [
  '<script>', '</script>', '<ScRiPt/x>', 'alert(1)', '<img src=x onerror=alert(1)>', '<svg onload=alert(1)>', '<svg><style>', '</style>', '<math><mtext>', '<mglyph>', '<style><!--', '-->', '<!--', '<![CDATA[', ']]>',
  '<a href="javascript:alert(1)">', '<a href="java&#x09;script:alert(1)">', '<a href=" &#14; javascript:alert(1)">', '<a href="data:text/html,<script>alert(1)</script>">', '<a href="vbscript:x">', '<a href=//evil.test>', "<a href='x' onclick='alert(1)'>", '</a>',
  '<iframe src=javascript:alert(1)>', '<iframe srcdoc="<script>alert(1)</script>">', '<object data=x>', '<embed src=x>', '<base href=//evil.test/>', '<meta http-equiv=refresh content="0;url=javascript:alert(1)">', '<link rel=stylesheet href=x>',
  '<form action=x>', '<button formaction=javascript:alert(1)>', '<input autofocus onfocus=alert(1)>', '<details open ontoggle=alert(1)>', '<noscript><p title="', '</noscript>', '<textarea>', '</textarea>', '<title>', '</title>', '<xmp>', '<template>', '<select><option>', '<table><td>',
  '<p style="background:url(javascript:alert(1))">', '<p style=\'x:expression(alert(1))\'>', '<div id=x class=y>', '"', "'", '>', '<', '`', '=', '&lt;script&gt;', '&#60;script&#62;', '\0', '\u2028', 'Hello', '<p>', '</p>', '<b>', ' ', '<plaintext>', '<isindex>', '<?php', '<%', '</', '<a/href="x"', '&colon;', 'javascript&colon;alert(1)',
];

function* nodesOf(node: Node): Generator<Node> {
  yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* nodesOf(child);
}

/** What a browser would make of it that may do something. */
function executable(html: string): string[] {
  const allowed = new Set<string>([...SAFE_HTML.allowedTags, 'html', 'head', 'body', 'tbody', 'colgroup']);
  return [...nodesOf(parse(html))].flatMap((node) => {
    if (node.nodeName === '#comment') return ['a comment'];
    if (!('attrs' in node)) return [];
    const attributes = node.attrs.filter(({ name, value }) => !(['rel', 'target', 'colspan', 'rowspan'].includes(name) || (name === 'href' && /^(https?:|mailto:|tel:|[^:/]*$|[^:]*[/?#])/i.test(value.trim()) && !value.startsWith('//'))));
    return [...(allowed.has(node.tagName) ? [] : [`<${node.tagName}>`]), ...attributes.map(({ name, value }) => `${node.tagName} ${name}=${value}`)];
  });
}

describe('the HTML of a mail', () => {
  const parser = new MailParser(triageConfig.parse({ DATABASE_URL: 'postgres://none', WIDECAST_INTERNAL_SECRET: 'x'.repeat(32) }));

  afterAll(() => parser.onApplicationShutdown());

  const htmlOf = async (html: string): Promise<string> => (await parser.parse(Buffer.from(`From: a@b.test\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}`))).html ?? '';

  it('has nothing that a browser would execute or load, whatever was in it', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 }), async (pieces) => {
      expect(executable(await htmlOf(pieces.join('')))).toEqual([]);
    }), { numRuns: 300, seed: 1128 });
  });

  it.each(PIECES)('has nothing of %j alone', async (piece) => expect(executable(await htmlOf(piece))).toEqual([]));

  it('is told to be dangerous by the same judge when nothing was done to it', () => {
    expect(PIECES.filter((piece) => executable(`<body>${piece}`).length > 0).length).toBeGreaterThan(30);
  });

  it('keeps what people write', async () => {
    expect(await htmlOf('<div style="color:red">Hello <b>Ann</b><br><a href="https://a.test/?b=1">link</a><ul><li>one</ul></div>'))
      .toBe('<div>Hello <b>Ann</b><br /><a href="https://a.test/?b=1" rel="noopener noreferrer nofollow" target="_blank">link</a><ul><li>one</li></ul></div>');
  });
});
