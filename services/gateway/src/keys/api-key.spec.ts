import { describe, expect, it } from '@jest/globals';
import { isScope } from './api-key.ts';

describe('a scope', () => {
  it.each([['*', true], ['contacts:read', true], ['contacts:*', true], ['templates:transactional', true], ['messages:send', true], ['contacts:transactional', false], ['cars:read', false], ['read', false]])(
    '%s names a right: %s', (text, isOne) => expect(isScope(text)).toBe(isOne));
});
