import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';

const one = z.object({ id: z.uuid() });
const reason = z.string().trim().min(1).max(500);

export const modelView = z.object({
  id: z.uuid(), state: z.enum(['training', 'ready', 'failed']), serving: z.boolean(), boxed: z.boolean(), labels: z.int().describe('Labelled tickets there were when it was made'),
  learnedUntil: z.string().nullable().describe('Tickets labelled later were kept from it, to compare models on; null where it learned from none'), reason: z.string().nullable(),
  unreadable: z.string().nullable().describe('Why words alone do although this model is in service: it is of another version, or damaged; null where it can be read, or is not in service'),
  actor: z.string(), createdAt: z.string(),
  card: z.unknown().describe('Of what it was made and how it did on held-out folds of it'),
});
export type ModelView = z.infer<typeof modelView>;

export const comparisonView = z.object({
  tickets: z.int(), right: z.int(), servingRight: z.int(), onlyModelRight: z.int(), onlyServingRight: z.int(),
  p: z.number().describe('Probability of so many wins where it is no better'), isBetter: z.boolean().describe('On 30 tickets at least, with p of 0.05 at most'),
});

export const listModels = endpoint({ method: 'GET', path: 'intent-models', scope: 'tickets:read', summary: 'Models of intents that were trained here, newest first', response: z.object({ models: z.array(modelView) }) });
export const trainModelHere = endpoint({
  method: 'POST', path: 'intent-models', scope: 'tickets:write', status: 202, summary: 'Train a model of intents from labelled tickets, beside the service\'s work',
  description: 'The fifth that was labelled last, thirty at least, is kept from it to compare models on. Intents with fewer than five tickets are left out.',
  body: z.strictObject({ boxed: z.boolean().default(false).describe('Also from the letters of the boxed start') }), response: modelView,
});
export const showModel = endpoint({ method: 'GET', path: 'intent-models/:id', scope: 'tickets:read', summary: 'One model of intents', params: one, response: modelView });
export const compareModel = endpoint({
  method: 'GET', path: 'intent-models/:id/comparison', scope: 'tickets:read', summary: 'How a model does beside what serves now, on labelled tickets that neither has seen', params: one, response: comparisonView,
});
export const readModelFile = endpoint({
  method: 'GET', path: 'intent-models/:id/file', scope: 'tickets:read', summary: 'The file of a model, for `widecast triage eval` and TICKETS_INTENT_MODEL', params: one, produces: 'application/octet-stream',
});
export const serveModel = endpoint({
  method: 'POST', path: 'intent-models/:id/serve', scope: 'tickets:write', status: 200, summary: 'Put a model into service', params: one,
  description: 'The answer is 409 where it is not shown to be better than what serves; `force` says why it shall serve all the same. Every process takes it up within ten seconds.',
  body: z.strictObject({ force: reason.optional() }), response: modelView,
});
export const rollBackModel = endpoint({
  method: 'POST', path: 'intent-models/roll-back', scope: 'tickets:write', status: 200, summary: 'Go back to the model that served before',
  description: 'Before the first one that was trained here stands the file of TICKETS_INTENT_MODEL, or words alone; `serving` is null then.',
  body: z.strictObject({ why: reason }), response: z.object({ serving: z.uuid().nullable() }),
});
