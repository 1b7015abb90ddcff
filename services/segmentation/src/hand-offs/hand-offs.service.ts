import { Injectable } from '@nestjs/common';
import type { Tier } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { NotFound } from '@widecast/service-kit';
import { AccountCrossings } from '../accounts/account-crossings.ts';
import { assertNotMerged } from '../accounts/merged-facts.ts';
import { CrossedDomainsRepository } from '../colleagues/crossed-domains.repository.ts';
import type { HandOffFile, HandOffView } from './hand-offs.api.ts';
import { HandOffsRepository, type Decision } from './hand-offs.repository.ts';

/** What people decide on accounts that left mass treatment. */
@Injectable()
export class HandOffsService {
  constructor(
    private readonly database: Database,
    private readonly handOffs: HandOffsRepository,
    private readonly crossings: AccountCrossings,
    private readonly domains: CrossedDomainsRepository,
  ) {}

  async show(id: string): Promise<HandOffView> {
    const view = await this.handOffs.show(id);
    if (!view) throw new NotFound('hand-off of account', id);
    return view;
  }

  async file(id: string): Promise<HandOffFile> {
    const [view, people, history, tickets, past] = await Promise.all([
      this.show(id), this.handOffs.people(id), this.handOffs.history(id), this.handOffs.tickets(id), this.handOffs.verdicts(id),
    ]);
    return { ...view, people, history, tickets, past };
  }

  async decide(id: string, decision: Decision): Promise<HandOffView> {
    const isThere = await this.database.transaction((tx) => this.handOffs.decide(tx, id, decision));
    if (!isThere) throw new NotFound('hand-off of account', id);
    return this.show(id);
  }

  /** A person's word stands above every signal, with who gave it and why as its evidence; null takes it back. */
  async giveTier(id: string, tier: Tier | null, { person, note }: Pick<Decision, 'person' | 'note'>): Promise<void> {
    await this.database.transaction((tx) => this.put(tx, id, { tier, word: tier === null ? null : [person, ...(note ? [note] : [])].join(': ') }));
  }

  private async put(tx: Transaction, id: string, { tier, word }: { tier: Tier | null; word: string | null }): Promise<void> {
    const [account] = await tx.query<{ into: string | null }>('UPDATE accounts SET person_tier = $2, person_word = $3 WHERE id = $1 RETURNING merged_into AS into', [id, tier, word]);
    assertNotMerged(account, id);
    await this.crossings.follow(tx, [id]);
    await this.domains.addColleagues(tx, id);
  }
}
