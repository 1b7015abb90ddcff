import { describe, expect, it } from '@jest/globals';
import { newWebhookSecret, signatureHeaders } from './signature.ts';
import { verifyCall } from './verification.ts';

const NOW = 1_764_000_000_000;
const secret = newWebhookSecret();
const body = Buffer.from('{"text":"Hello"}');
const call = (seconds = 0): { headers: Record<string, string>; body: Buffer } => ({ headers: signatureHeaders({ id: 'm1', timestamp: NOW / 1000 + seconds, body }, secret), body });

describe('a signed call', () => {
  it('is what the other side signed, within five minutes', () => {
    expect([0, -300, 300].map((seconds) => verifyCall(call(seconds), secret, NOW))).toEqual([{ id: 'm1' }, { id: 'm1' }, { id: 'm1' }]);
  });

  it('may carry signatures of several secrets', () => {
    const { headers } = call();
    expect(verifyCall({ headers: { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` }, body }, secret, NOW)).toEqual({ id: 'm1' });
  });

  it.each([
    ['another secret', call(), newWebhookSecret()], ['another body', { ...call(), body: Buffer.from('{}') }, secret], ['another id', { ...call(), headers: { ...call().headers, 'webhook-id': 'm2' } }, secret],
    ['another time', { ...call(), headers: { ...call().headers, 'webhook-timestamp': '1764000001' } }, secret], ['no signature', { ...call(), headers: {} }, secret],
    ['an old signature', call(-301), secret], ['a signature of the future', call(301), secret], ['letters of several bytes', { ...call(), headers: { ...call().headers, 'webhook-signature': 'я'.repeat(47) } }, secret],
  ])('is refused with %s', (_what, given, under) => expect(verifyCall(given, under, NOW)).toEqual({ defect: expect.any(String) }));
});
