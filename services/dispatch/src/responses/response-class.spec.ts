import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { classOf, withBursts, type Response, type Visit } from './response-class.ts';

const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const visit = (changes: Partial<Visit>): Visit => ({ kind: 'clicked', method: 'GET', userAgent: BROWSER, purpose: '', age: 60_000, ...changes });
const click = (changes: Partial<Response> = {}): Response => ({
  responseId: randomUUID(), contactId: 'ann', source: { kind: 'campaign', id: 'spring', step: '' }, kind: 'clicked', by: 'person', destination: 'https://a.example', at: '', ...changes,
});

describe('the class of a response', () => {
  it.each([
    ['a browser', {}, 'person'],
    ['a browser that looks only whether the page is there', { method: 'HEAD' }, 'machine'],
    ['a browser that loads ahead', { purpose: 'prefetch;prerender' }, 'machine'],
    ['a browser two seconds after the message was made', { age: 2000 }, 'machine'],
    ['a clock that is behind', { age: -3000 }, 'person'],
    ['a filter that says so', { userAgent: 'Mozilla/5.0 (compatible; Barracuda Sentinel)' }, 'machine'],
    ['a program', { userAgent: 'python-requests/2.32' }, 'machine'],
    ['nobody', { userAgent: '' }, 'unknown'],
    ['an image that Gmail loads for a reader', { kind: 'opened', userAgent: 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)', age: 500 }, 'person'],
    ['an image that Gmail loads ahead', { kind: 'opened', userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0' }, 'machine'],
    ['an image that Apple loads ahead', { kind: 'opened', userAgent: 'Mozilla/5.0' }, 'machine'],
    ['an image in Outlook', { kind: 'opened', userAgent: 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0)' }, 'person'],
  ] as const)('of %s', (_name, changes, by) => {
    expect(classOf(visit(changes))).toBe(by);
  });

  it('is machine for all links of a message that are followed in a moment, and for no other', () => {
    const [one, other, again, opened] = [click(), click({ destination: 'https://b.example' }), click({ contactId: 'bob' }), click({ kind: 'opened', destination: null })];

    expect(withBursts([one, other, again, again, opened]).map(({ by }) => by)).toEqual(['machine', 'machine', 'person', 'person', 'person']);
  });
});
