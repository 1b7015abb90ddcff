import type { Json } from './api-part.ts';

const answer = (description: string, type: string): Json => ({ description, content: { [type]: {} } });

const open = (tag: string, operationId: string, summary: string, responses: Json): Json => ({ tags: [tag], operationId, summary, security: [], responses });

const token: Json = { name: 'token', in: 'path', required: true, schema: { type: 'string' } };

/** Endpoints that ask for no key. */
export const OPEN_PATHS: Record<string, Record<string, Json>> = {
  '/livez': { get: open('health', 'get_livez', 'Whether the process runs', { 200: answer('It does', 'application/json') }) },
  '/readyz': {
    get: open('health', 'get_readyz', 'Whether the gateway and every service can work, or work in part', {
      200: answer('ready or degraded', 'application/json'),
      503: answer('not ready', 'application/json'),
    }),
  },
  '/metrics': { get: open('health', 'get_metrics', 'Metrics for Prometheus', { 200: answer('Metrics', 'text/plain') }) },
  '/consent/{token}': {
    get: { ...open('pages', 'get_confirmation', 'The page behind a link that confirms a consent; changes nothing', { 200: answer('A page with a button', 'text/html') }), parameters: [token] },
    post: { ...open('pages', 'post_confirmation', 'Confirm a consent (double opt-in); any number of times', { 200: answer('Done', 'text/html') }), parameters: [token] },
  },
  '/rating/{token}': {
    get: { ...open('pages', 'get_rating', 'The page that asks whether an answer helped; changes nothing', { 200: answer('A page with buttons', 'text/html') }), parameters: [token] },
    post: {
      ...open('pages', 'post_rating', 'Say whether an answer helped; the last word counts', { 200: answer('Done', 'text/html') }),
      parameters: [token, { name: 'answer', in: 'query', required: true, schema: { enum: ['good', 'bad'] } }],
    },
  },
  '/c/{token}/{destination}': {
    get: {
      ...open('pages', 'get_click', 'A link of a tracked message: leads to the address that is signed with it, and to no other', { 302: { description: 'Go there' }, 404: answer('The link was cut or is not ours', 'text/html') }),
      parameters: [token, { ...token, name: 'destination' }],
    },
  },
  '/o/{token}': { get: { ...open('pages', 'get_open', 'The image of a tracked message', { 200: answer('One pixel', 'image/gif') }), parameters: [token] } },
  '/u/{token}': {
    get: { ...open('pages', 'get_unsubscribe', 'The page behind an unsubscribe link; changes nothing', { 200: answer('A page with a button', 'text/html') }), parameters: [token] },
    post: { ...open('pages', 'post_unsubscribe', 'Unsubscribe with one click (RFC 8058); any number of times', { 200: answer('Done', 'text/html') }), parameters: [token] },
  },
};
