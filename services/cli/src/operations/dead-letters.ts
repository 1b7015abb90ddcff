import { at, type ApiClient, type Json } from '../api/api-client.ts';
import { reasonOf } from '../failure.ts';

export interface Letter extends Json {
  readonly id: string;
}

const PAGE = 500;

/** Newest first, each with the name of its service. */
export async function lettersOf(api: ApiClient, service: string, query: { readonly limit: string | number; readonly before?: string }): Promise<Letter[]> {
  const { deadLetters = [] } = (await api.get(at`/v1/services/${service}/dead-letters`, query)) as { deadLetters?: Letter[] };
  return deadLetters.map((letter) => ({ service, ...letter }));
}

/** Oldest first, as they came. */
export async function everyLetter(api: ApiClient, service: string): Promise<Letter[]> {
  const all: Letter[] = [];
  for (;;) {
    const before = all.at(-1)?.id;
    const page = await lettersOf(api, service, { limit: PAGE, ...(before === undefined ? {} : { before }) });
    all.push(...page);
    if (page.length < PAGE) return all.toReversed();
  }
}

/** Gives those that failed again. */
export async function replay(api: ApiClient, service: string, ids: readonly string[]): Promise<{ id: string; error: string }[]> {
  const failed: { id: string; error: string }[] = [];
  for (const id of ids) {
    await api.post(at`/v1/services/${service}/dead-letters/${id}/replay`).catch((error: unknown) => failed.push({ id, error: reasonOf(error) }));
  }
  return failed;
}
