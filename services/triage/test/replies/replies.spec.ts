import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { triageConfig } from '../../src/config.ts';
import { MailParser } from '../../src/mail/mail-parser.ts';
import { readMail } from '../../src/mail/read-mail.ts';
import { ownText } from '../../src/mail/reply-text.ts';

type Answer = readonly (readonly [number, number])[] | { readonly words: number; readonly sha256: string };

const folder = process.env['WIDECAST_SHARED_DATA'] ? join(process.env['WIDECAST_SHARED_DATA'], 'mail') : '';
const isThere = folder !== '' && existsSync(join(folder, 'replies'));
const answers = JSON.parse(readFileSync(join(import.meta.dirname, 'expected.json'), 'utf8')) as Record<string, Answer>;
const doubtful = JSON.parse(readFileSync(join(import.meta.dirname, 'doubtful.json'), 'utf8')) as Record<string, unknown>;

const wordsOf = (text: string): string[] => text.normalize('NFC').split(/\s+/).filter((word) => word !== '');
const asMail = (html: Buffer): Buffer => Buffer.concat([Buffer.from('From: a@b.test\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'), html]);

function lost(expected: readonly string[], kept: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of kept) left.set(word, (left.get(word) ?? 0) + 1);
  return expected.filter((word) => {
    const n = left.get(word) ?? 0;
    left.set(word, n - 1);
    return n <= 0;
  }).length;
}

describe('what a customer wrote himself', () => {
  const parser = new MailParser(triageConfig.parse({ DATABASE_URL: 'postgres://none', WIDECAST_INTERNAL_SECRET: 'x'.repeat(32) }));

  afterAll(() => parser.onApplicationShutdown());

  async function textOf(name: string): Promise<string> {
    const content = readFileSync(join(folder, name));
    if (name.endsWith('.txt')) return content.toString();
    return readMail(await parser.parse(name.endsWith('.html') ? asMail(content) : content)).text;
  }

  async function judge(name: string, answer: Answer): Promise<{ exact: boolean; lost: number }> {
    const text = await textOf(name);
    const kept = wordsOf(ownText(text.replaceAll('\r\n', '\n')));
    if ('sha256' in answer) return { exact: createHash('sha256').update(kept.join(' ')).digest('hex') === answer.sha256, lost: 0 };
    const lines = text.split(/\r?\n/);
    const expected = answer.flatMap(([first, last]) => wordsOf(lines.slice(first - 1, last).join('\n')));
    return { exact: expected.join(' ') === kept.join(' '), lost: lost(expected, kept) };
  }

  (isThere ? it : it.skip)('is told from quotes and signatures in real replies (not run: set WIDECAST_SHARED_DATA to a folder with mail/replies)', async () => {
    const judged = await Promise.all(Object.entries(answers).map(async ([name, answer]) => ({ name, ...(await judge(name, answer)) })));
    const exact = judged.filter((one) => one.exact).length;
    const clear = judged.filter(({ name }) => !Object.hasOwn(doubtful, name));
    const words = judged.reduce((sum, one) => sum + one.lost, 0);
    console.info(`replies: ${exact} of ${judged.length} exact, ${clear.filter((one) => one.exact).length} of ${clear.length} that nobody doubts; ${words} words lost;`
      + ` not exact: ${judged.filter((one) => !one.exact).map(({ name, lost: n }) => (n > 0 ? `${name} (${n} lost)` : name)).join(', ')}`);
    expect(judged.length).toBe(66);
    expect(exact / judged.length).toBeGreaterThanOrEqual(0.97);
    expect(words).toBe(0);
  });
});
