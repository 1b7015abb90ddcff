import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { Admission } from '../entry/admission.ts';
import { Departure } from '../entry/departure.ts';
import { slicesOf } from '../persistence/slices.ts';
import { ContactFactsRepository, type Contact, type ContactFacts, type Obstacle } from './contact-facts.repository.ts';

/** Follows what segmentation tells of contacts: who may not be written to any more leaves his funnels. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly database: Database,
    private readonly facts: ContactFactsRepository,
    private readonly admission: Admission,
    private readonly departure: Departure,
  ) {}

  async learn(contacts: readonly Contact[]): Promise<void> {
    for (const slice of slicesOf(contacts)) {
      await this.database.transaction(async (tx) => this.follow(tx, await this.facts.note(tx, slice)));
    }
  }

  private async follow(tx: Transaction, news: readonly ContactFacts[]): Promise<void> {
    const having = (obstacle: Obstacle | null): string[] => news.filter((one) => one.obstacle === obstacle).map(({ contactId }) => contactId);
    for (const obstacle of ['upper_tier', 'doubtful_tier', 'unknown_tier'] as const) await this.departure.forSales(tx, having(obstacle), obstacle);
    await this.departure.withoutConsent(tx, having('no_consent'));
    await this.admission.reconsider(tx, having(null));
  }
}
