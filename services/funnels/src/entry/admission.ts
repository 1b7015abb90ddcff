import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { ContactFactsRepository } from '../contacts/contact-facts.repository.ts';
import { Announcer } from '../passage/announcer.ts';
import { PassageRepository, type Beginning } from '../passage/passage.repository.ts';
import { RefusalsRepository } from './refusals.repository.ts';

/** Lets contacts into a funnel, but for those to whom it could send nothing: they are noted with the reason. */
@Injectable()
export class Admission {
  constructor(
    private readonly facts: ContactFactsRepository,
    private readonly refusals: RefusalsRepository,
    private readonly passage: PassageRepository,
    private readonly announcer: Announcer,
  ) {}

  async admit(tx: Transaction, beginning: Beginning): Promise<void> {
    if (beginning.contactIds.length === 0) return;
    const obstacles = await this.facts.obstacles(tx, beginning.contactIds);
    await this.refusals.note(tx, beginning.funnelId, obstacles);
    await this.begin(tx, { ...beginning, contactIds: beginning.contactIds.filter((id) => !obstacles.has(id)) });
  }

  /**
   * Contacts with nothing against them any more begin the funnels that refused them, if they are still in the segment: the news
   * of a consent may come after the news of the entry.
   */
  async reconsider(tx: Transaction, contactIds: readonly string[]): Promise<void> {
    if (contactIds.length === 0) return;
    for (const beginning of await this.refusals.open(tx, contactIds)) await this.begin(tx, beginning);
  }

  private async begin(tx: Transaction, beginning: Beginning): Promise<void> {
    if (beginning.contactIds.length === 0) return;
    await this.refusals.forget(tx, beginning.funnelId, beginning.contactIds);
    await this.announcer.announce(tx, await this.passage.begin(tx, beginning));
  }
}
