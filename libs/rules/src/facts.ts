import type { ConsentPurpose } from '@widecast/contracts';

/** What is known of one contact, as the rule language sees it. */
export interface ContactFacts {
  readonly id: string;
  readonly email: string | null;
  readonly language: string | null;
  readonly createdAt: Date;
  /** By purpose; absent or null: never asked. */
  readonly consents: Readonly<Partial<Record<ConsentPurpose, boolean | null>>>;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly account: AccountFacts | null;
  readonly behaviours: readonly BehaviourFact[];
  /** Ids, in lower case, of the segments that the contact is a member of. */
  readonly segments: readonly string[];
}

export interface AccountFacts {
  readonly tier: string | null;
  readonly name: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface BehaviourFact {
  readonly type: string;
  readonly occurredAt: Date;
  readonly campaignId: string | null;
  readonly value: number | null;
}
