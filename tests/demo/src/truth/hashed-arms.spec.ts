import { describe, expect, it } from '@jest/globals';
import { hashedArm } from './hashed-arms.ts';

const CAMPAIGN = '0191e0b0-5c3a-7d11-8a22-3b4c5d6e7f00';
const contact = (number: number): string => `0191e0b0-5c3a-7d11-8a22-3b4c5d6e7f0${number}`;
const arm = (name: string, weight?: number) => ({ name, subject: name, ...(weight === undefined ? {} : { weight }) });

describe('arms of the truth', () => {
  // openssl dgst -sha256 -hmac $CAMPAIGN begins with 2e68e764d6d4, 7dae21dd980f and ebe6974d0938: 0.181, 0.491 and 0.921.
  it('are what another program makes of the definition', () => {
    expect([1, 2, 5].map((number) => hashedArm([arm('a'), arm('b'), arm('c')], CAMPAIGN, contact(number)))).toEqual(['a', 'b', 'c']);
  });

  it('are as wide as their weights', () => {
    expect([1, 2, 5].map((number) => hashedArm([arm('a', 10), arm('b', 82), arm('c', 8)], CAMPAIGN, contact(number)))).toEqual(['b', 'b', 'c']);
  });
});
