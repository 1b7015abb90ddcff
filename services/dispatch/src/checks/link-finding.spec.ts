import { describe, expect, it } from '@jest/globals';
import { linkFinding } from './link-finding.ts';

const severityOf = (PUBLIC_URL: string): string => linkFinding({ PUBLIC_URL, SMTP_URL: [] }).severity;

describe('unsubscribe links', () => {
  it.each([
    'http://localhost:8080', 'https://10.0.0.1', 'https://172.20.0.5', 'https://192.168.1.1', 'https://169.254.1.1', 'https://100.64.0.1', 'https://0.0.0.0', 'https://[::1]', 'https://[fd12::1]', 'https://gateway:8080',
    'https://widecast.local', 'https://mail.localhost', 'https://widecast.internal',
  ])('to %s are an error: nobody outside can follow them', (url) => {
    expect(severityOf(url)).toBe('error');
  });

  it.each(['https://mail.example.com', 'https://8.8.8.8', 'https://почта.рф', 'https://local.example.com'])('to %s can be followed', (url) => {
    expect(severityOf(url)).toBe('ok');
  });
});
