import { describe, expect, it } from '@jest/globals';
import { productionSources } from './sources.ts';

const NAMES = 'segmentation|dispatch|triage|funnels|analytics';
const SERVICES = new RegExp(`^services/(${NAMES})/src/`);
/** `word: 'service'` of its tables; not the `service` of what it gives back. */
const OWNED = new RegExp(`\\b(?!service:)([a-z-]+)'?: '(${NAMES})'`, 'g');

/** Of each endpoint of a service: the first word of its path, and whose it is. */
function endpoints(): [string, string][] {
  return productionSources().flatMap(({ path, text }): [string, string][] => {
    const [, service = ''] = SERVICES.exec(path) ?? [];
    if (service === '') return [];
    return [...text.matchAll(/\bmethod: '[A-Z]+',\s*path: '([a-z-]+)/g)].map(([, word = '']) => [word, service]);
  });
}

describe('the gateway', () => {
  const routes = productionSources().find(({ path }) => path === 'services/gateway/src/proxy/routes.ts')?.text ?? '';
  const owners = new Map([...routes.matchAll(OWNED)].map(([, word = '', service = '']) => [word, service]));

  it('leads to every endpoint of the services', () => {
    const found = endpoints();
    expect(found.length).toBeGreaterThan(150);
    expect(found.filter(([word, service]) => owners.get(word) !== service)).toEqual([]);
  });

  it('leads to nothing that no service answers', () => {
    const words = new Set(endpoints().map(([word]) => word));
    expect([...owners.keys()].filter((word) => !words.has(word))).toEqual([]);
  });
});
