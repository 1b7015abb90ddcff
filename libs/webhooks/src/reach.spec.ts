import { describe, expect, it } from '@jest/globals';
import { defectOfWebhook } from './reach.ts';

describe('the address of a webhook', () => {
  it('may be any of the public internet over https', () => {
    expect(defectOfWebhook('https://crm.example/in', 'public')).toBeUndefined();
    expect(defectOfWebhook('https://93.184.216.34/in', 'public')).toBeUndefined();
  });

  it.each([
    ['http://crm.example/in', 'https'], ['https://localhost/', 'public internet'], ['https://a.localhost/', 'public internet'], ['https://127.0.0.1/', 'public internet'],
    ['https://0x7f000001/', 'public internet'], ['https://[::1]/', 'public internet'], ['https://169.254.169.254/latest', 'public internet'],
    ['https://who:what@crm.example/', 'password'], ['https://localhost./', 'public internet'], ['file:///etc/passwd', 'https'], ['crm.example', 'URL'],
  ])('is not %s', (url, why) => {
    expect(defectOfWebhook(url, 'public')).toContain(why);
  });

  it('may be private where that is allowed, but no file and with no password', () => {
    expect(defectOfWebhook('http://127.0.0.1:8080/', 'private')).toBeUndefined();
    expect(defectOfWebhook('file:///etc/passwd', 'private')).toContain('https');
    expect(defectOfWebhook('http://who:what@127.0.0.1/', 'private')).toContain('password');
  });
});
