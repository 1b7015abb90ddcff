import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { counter } from '@widecast/service-kit';
import { ContactsRepository, type KnownAs } from '../contacts/contacts.repository.ts';
import { SegmentRegistry } from '../membership/segment-registry.ts';
import { BehaviourTotalsRepository } from './behaviour-totals.repository.ts';

/** In ms. What is younger was not let go, whatever the policy is: the shortest is a day. */
const YOUNG = 12 * 3_600_000;

export interface BehaviourDraft {
  readonly eventId: string;
  readonly contact: KnownAs;
  readonly type: string;
  readonly occurredAt: string;
  readonly value: number | null;
  readonly campaignId: string | null;
}

export interface Behaviour extends Omit<BehaviourDraft, 'contact'> {
  readonly contactId: string;
}

export interface Sifted {
  readonly behaviours: readonly Behaviour[];
  /** Places in the list of those whose contact is not known. */
  readonly unknown: readonly number[];
  /** Places of those that may be in totals already. */
  readonly folded: readonly number[];
}

/** Whose behaviour is recorded. */
export type Whose = 'anybody' | 'who may be tracked';

interface Placed extends Behaviour {
  readonly place: number;
}

const refused = counter({
  name: 'widecast_behaviour_refused_total', help: 'Events of behaviour that were not taken, because they may be in the totals of the contact already.', labels: ['service'],
});

/** Tells what can be recorded of what was told. */
@Injectable()
export class BehaviourSieve {
  constructor(
    private readonly contacts: ContactsRepository,
    private readonly totals: BehaviourTotalsRepository,
    private readonly registry: SegmentRegistry,
  ) {}

  /** Where only those count who may be tracked, contacts are named by id; who may not counts as unknown. */
  async sift(tx: Transaction, drafts: readonly BehaviourDraft[], whose: Whose): Promise<Sifted> {
    const ids = whose === 'anybody'
      ? await this.contacts.resolve(tx, drafts.map(({ contact }) => contact))
      : await this.contacts.tracked(tx, drafts.map(({ contact }) => contact.id ?? null));
    const known = drafts.flatMap(({ contact: _, ...draft }, place): Placed[] => {
      const contactId = ids[place];
      return contactId ? [{ ...draft, contactId, place }] : [];
    });
    const young = Date.now() - YOUNG;
    const old = known.filter(({ occurredAt }) => Date.parse(occurredAt) < young);
    const { gone, folded } = old.length === 0 ? { gone: [], folded: [] } : await this.look(tx, old);
    const out = new Set([...gone, ...folded]);
    const behaviours = known.filter(({ place }) => !out.has(place)).map(({ place: _, ...behaviour }) => behaviour);
    return { behaviours, unknown: [...ids.flatMap((id, place) => (id === null ? [place] : [])), ...gone].toSorted((a, b) => a - b), folded };
  }

  /** Before the end of the transaction no events are let go, and nobody is removed to whom an old one would be left. */
  private async look(tx: Transaction, old: readonly Placed[]): Promise<{ gone: number[]; folded: number[] }> {
    await this.registry.hold(tx);
    const held = await this.contacts.hold(tx, [...new Set(old.map(({ contactId }) => contactId))]);
    const kept = old.filter(({ contactId }) => held.has(contactId));
    const folded = (await this.totals.folded(tx, kept)).flatMap((n) => kept[n]?.place ?? []);
    tx.afterCommit(() => refused.inc({ service: 'segmentation' }, folded.length));
    return { gone: old.filter(({ contactId }) => !held.has(contactId)).map(({ place }) => place), folded };
  }
}
