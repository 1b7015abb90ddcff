import { chunkByBucket, type ContactsAdvanced, type MessagesRequested } from '@widecast/contracts';
import type { MessageStep } from '../definition/step.ts';

/** A change of where a contact stands. */
export interface Move {
  readonly contactId: string;
  readonly funnelId: string;
  readonly step: string;
  readonly state: ContactsAdvanced['moves'][number]['state'];
  /** Grows with every move of the contact in the funnel. */
  readonly revision: number;
}

export interface Request {
  readonly contactId: string;
  readonly funnelId: string;
  readonly version: number;
  readonly message: MessageStep;
}

/** The moves as events, of one funnel and one bucket each. */
export function contactsAdvancedOf(moves: readonly Move[], at: string): ContactsAdvanced[] {
  return groupsOf(moves, ({ funnelId }) => funnelId).flatMap(([funnelId, some]) =>
    chunkByBucket(some, ({ contactId }) => contactId).map(({ bucket, items }) => ({
      bucket,
      funnelId,
      moves: items.map(({ contactId, step, state, revision }) => ({ contactId, step, state, version: revision, at })),
    })),
  );
}

/** The requests as events, of one step and one bucket each. */
export function messagesRequestedOf(requests: readonly Request[]): MessagesRequested[] {
  return groupsOf(requests, ({ funnelId, version, message }) => `${funnelId} ${version} ${message.id}`).flatMap(([, some]) =>
    chunkByBucket(some, ({ contactId }) => contactId).flatMap(({ bucket, items }) => {
      const [first] = items;
      if (first === undefined) return [];
      const { funnelId, version, message } = first;
      return [{
        bucket, funnelId, funnelVersion: version, step: message.id, templateId: message.templateId, fields: message.fields,
        contactIds: items.map(({ contactId }) => contactId),
      }];
    }),
  );
}

function groupsOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): [string, Item[]][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups];
}
