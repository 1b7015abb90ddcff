import { afterAll, describe, expect, it } from '@jest/globals';
import type { TriageConfig } from '../config.ts';
import { MailParser } from './mail-parser.ts';

describe('the parser of mails', () => {
  const parser = new MailParser({ TICKETS_PARSE_MS: 120_000 } as TriageConfig);

  afterAll(() => parser.onApplicationShutdown());

  const MILLION = 1_000_001;
  it.each<[string, string]>([
    ['a picture within', `<p>Where is <b>my</b> invoice?</p><img src="data:image/png;base64,${'A'.repeat(MILLION)}"><p>Ann</p>`],
    ['styles and comments', `<style>${'.a{}'.repeat(MILLION / 4)}</style><!-- ${'x'.repeat(MILLION)} --><p>Where is <b>my</b> invoice?</p><p>Ann</p>`],
    ['tags that lie too deep', `${'<div>'.repeat(20_000)}Where is <b>my</b> invoice?${'</div>'.repeat(20_000)}`],
    ['more than is read', `<p>Where is <b>my</b> invoice?</p>${'<i></i>'.repeat(MILLION / 7)}`],
    ['a style without an end', `<p>Where is <b>my</b> invoice?</p>${'<style'.repeat(MILLION / 6)}`],
  ])('reads the text of HTML with %s', async (_what, html) => {
    const { text } = await parser.parse(Buffer.from(`From: ann@customer.test\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}`));
    expect(text.replaceAll(/\s+/g, ' ').trim()).toMatch(/^Where is my invoice\?/);
  });

  it.each([['multipart/mixed'], ['multipart/alternative; boundary=never']])('reads what stands in %s although no part of it can be found', async (type) => {
    const { text } = await parser.parse(Buffer.from(`From: ann@customer.test\r\nContent-Type: ${type}\r\n\r\nГде мой заказ?\r\n`));
    expect(text).toBe('Где мой заказ?');
  });
});
