import { describe, expect, it } from '@jest/globals';
import { newWebhookSecret, signatureHeaders } from './signature.ts';

describe('the signature of a webhook', () => {
  it('is that of the example of Standard Webhooks', () => {
    const body = Buffer.from('{"test": 2432232314}');

    expect(signatureHeaders({ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body }, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': '1614265330', 'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('has a key of 256 random bits', () => {
    expect(Buffer.from(newWebhookSecret().slice(6), 'base64')).toHaveLength(32);
    expect(newWebhookSecret()).not.toBe(newWebhookSecret());
  });
});
