import { z } from 'zod';

/** Ids grow with time: whatever is listed by them can be read on from the last one seen. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: z.uuid().optional().describe('The id after which to go on'),
});

export const nextPage = z.uuid().nullable().describe('Give it as "after" for the next page; null at the end');

export interface Page {
  readonly limit: number;
  readonly after?: string | undefined;
}

/** Where to go on; a full page may be the last. */
export const nextOf = (rows: readonly { readonly id: string }[], { limit }: Page): string | null => (rows.length < limit ? null : (rows.at(-1)?.id ?? null));

/** Changes without those that were not given. */
export function given<Changes extends object>(changes: Changes): { [Name in keyof Changes]?: Exclude<Changes[Name], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as ReturnType<typeof given<Changes>>;
}
