import { describe, expect, it } from '@jest/globals';
import { dispatchConfig } from './config.ts';

const relays = dispatchConfig.shape.SMTP_URL;
const messagesOf = (text: string): string[] => relays.safeParse(text).error?.issues.map(({ message }) => message) ?? [];

describe('SMTP_URL', () => {
  it('is one relay, or several with weights', () => {
    expect(relays.parse('smtp://one.example, smtps://u:p@two.example?weight=3')).toMatchObject([{ host: 'one.example', weight: 1 }, { host: 'two.example', port: 465, weight: 3 }]);
  });

  it.each(['', 'mail.example', 'http://mail.example', 'smtp://mail.example/x', 'smtp://mail.example?tls=require', 'smtp://mail.example?weight=0', 'smtp://a:%zz@mail.example'])('is not %j', (text) => {
    expect(messagesOf(text)).toEqual([expect.stringContaining('must be like smtp://')]);
  });

  it('has no relay twice, of which one would get nothing', () => {
    expect(messagesOf('smtp://a:x@Mail.example:25,smtp://b:y@mail.example:25')).toEqual([expect.stringContaining('the relay mail.example:25 twice')]);
  });
});
