import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { messageIdOf, replyAddressOf, tokensIn } from './own-ids.ts';
import { TicketTokens } from './ticket-token.ts';

const tokens = new TicketTokens('a secret of thirty-two characters at least');

describe('TicketTokens', () => {
  it('gives back the ticket a token was made for, whatever the case of its letters', () => {
    for (let n = 0; n < 200; n += 1) {
      const id = randomUUID();
      expect(tokens.ticketOf(tokens.tokenOf(id).toUpperCase())).toBe(id);
    }
    const smallest = '00000000-0000-4000-8000-000000000000';
    expect(tokens.ticketOf(tokens.tokenOf(smallest))).toBe(smallest);
  });

  it('refuses a token with any character changed', () => {
    const token = tokens.tokenOf(randomUUID());

    const forged = token.split('').map((digit, at) => token.slice(0, at) + (digit === 'a' ? 'b' : 'a') + token.slice(at + 1));

    expect(forged.filter((one) => tokens.ticketOf(one) !== undefined)).toEqual([]);
  });

  it('refuses tokens of another secret, of a wrong length and of letters that are none', () => {
    const id = randomUUID();
    const foreign = new TicketTokens('another secret of thirty-two characters').tokenOf(id);

    expect([foreign, '', 'abc', `${tokens.tokenOf(id)}0`, 'z'.repeat(41), '%'.repeat(41), 'я'.repeat(41)].map((one) => tokens.ticketOf(one))).toEqual(Array(7).fill(undefined));
  });

  it('fits the 64 characters of a local part and is found again in an address and a Message-ID', () => {
    const token = tokens.tokenOf(randomUUID());
    const address = replyAddressOf(token, 'support@example.com');

    expect(address.indexOf('@')).toBeLessThanOrEqual(64);
    expect(tokensIn([address], [], ['support@example.com'])).toEqual([token]);
    expect(tokensIn([], [messageIdOf(randomUUID(), token, 'support@example.com')], ['support@example.com'])).toEqual([token]);
    expect(tokensIn([replyAddressOf(token, 'sales@example.com')], ['<else@example.com>'], ['support@example.com'])).toEqual([]);
  });
});
