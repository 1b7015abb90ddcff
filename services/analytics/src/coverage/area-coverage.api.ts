import { tier } from '@widecast/contracts';
import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';

const dimension = z.enum(['region', 'industry', 'tier']);
export type Dimension = z.infer<typeof dimension>;

const areaQuery = z.object({
  by: z.string().default('').transform((text) => [...new Set(text.split(',').map((name) => name.trim()).filter((name) => name !== ''))]).pipe(z.array(dimension, 'must be region, industry or tier; commas between'))
    .describe('What parts the market into areas: region, industry, tier, or some of them with commas between; none: the market as one'),
  region: z.string().max(100).optional().describe('Only this region; empty: contacts of whom none is told'),
  industry: z.string().max(100).optional().describe('Only this industry; empty: contacts of whom none is told'),
  tier: tier.optional(),
  days: z.coerce.number().int().min(1).max(3650).default(30).describe('What counts as lately'),
  response: z.string().min(1).max(100).default('clicked').describe('The behaviour that counts as an answer to a message'),
  window: z.coerce.number().int().min(1).max(365).default(7).describe('Days after a message in which an answer counts for it, unless the next message comes first'),
  limit: z.coerce.number().int().min(1).max(10_000).default(100).describe('At most so many areas, those with the most reachable contacts'),
});
export type AreaQuery = z.infer<typeof areaQuery>;

const rate = z.number().nullable();
const interval = z.array(z.number()).nullable().describe('95 % (Wilson); null without anybody counted');
const count = z.int();
const area = z.object({
  accounts: count, accountsTouched: count, contacts: count,
  leftOut: z.record(z.string(), count).describe('Whom no mass message would reach now, by the first reason that applies; suppressed: dispatch sends him no promotions'),
  reachable: count.describe('The others: contacts = reachable + left out'),
  touched: count.describe('Reachable contacts who accepted a message of a campaign or funnel'), untouched: count,
  coverage: rate.describe('touched / reachable'), interval,
  touchedLately: count, saturation: rate.describe('touchedLately / reachable: the share that was touched in the last days'), saturationInterval: interval,
  touchedLeftOut: count.describe('Contacts who were touched and cannot be reached any more'),
  messages: count, depth: z.array(z.object({ messages: count, contacts: count })).describe('Reachable contacts by the number of messages they accepted; 5 stands for five or more'),
});
export type Area = z.infer<typeof area>;
const namedArea = area.extend({ region: z.string().nullable().optional(), industry: z.string().nullable().optional(), tier: tier.optional() });
export type NamedArea = z.infer<typeof namedArea>;

const touch = z.object({
  touch: count.describe('The n-th message to a contact'), contacts: count, answered: count, rate, interval,
  firstRate: rate.describe('How the same people had answered their first message'), firstInterval: interval,
  difference: rate.describe('rate - firstRate'), differenceInterval: interval.describe('95 % (Newcombe), as if they were different people, which is the wider'),
});
export type TouchAnswers = z.infer<typeof touch>;

const areaCoverage = z.object({
  days: count, total: area, areas: z.array(namedArea), moreAreas: count.describe('Areas beyond the limit'),
  answers: z.object({
    response: z.string(), window: count, touches: z.array(touch).describe('Only messages whose time to be answered is over'),
    fallsFrom: z.int().nullable().describe('The first message that the same people answer surely less than their first one; null: none'),
  }),
});
export type AreaCoverage = z.infer<typeof areaCoverage>;

const SUMMARY = 'How far the market is worked, by region, industry and tier: reachable, left out and why, touched, not yet touched, how deep, saturation';
export const showAreas = endpoint({
  method: 'GET', path: 'reports/coverage', scope: 'reports:read', summary: SUMMARY,
  description: 'Region and industry are attributes of the contact, or else of his account (REGION_FIELDS, INDUSTRY_FIELDS). Whether a market tires of messages shows in answers: the rates of the second, third … message ' +
    'beside what the same people had answered to their first.',
  query: areaQuery, response: areaCoverage,
});
export const exportAreas = endpoint({
  method: 'GET', path: 'reports/coverage/export', scope: 'reports:read', summary: 'The areas of the market as CSV; cells that a spreadsheet would take for a formula are escaped',
  query: areaQuery, produces: 'text/csv', response: z.string(),
});
