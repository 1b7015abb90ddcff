import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { Announcer } from '../passage/announcer.ts';
import { PassageRepository, type TierReason } from '../passage/passage.repository.ts';

/** Lets contacts out of their funnels before the end, and tells of it. */
@Injectable()
export class Departure {
  constructor(private readonly database: Database, private readonly passage: PassageRepository, private readonly announcer: Announcer) {}

  /** Those whom a funnel keeps although they unsubscribed stay in it. */
  async ofUnsubscribed(contactIds: readonly string[]): Promise<void> {
    await this.database.transaction(async (tx) => this.announcer.announce(tx, await this.passage.leaveUnsubscribed(tx, contactIds, 'unsubscribed')));
  }

  async ofSegment(tx: Transaction, segmentId: string, contactIds: readonly string[]): Promise<void> {
    await this.announcer.announce(tx, await this.passage.leaveSegment(tx, segmentId, contactIds));
  }

  /** Their account is large, or may be; the reason says which. */
  async forSales(tx: Transaction, contactIds: readonly string[], reason: TierReason): Promise<void> {
    if (contactIds.length > 0) await this.announcer.announce(tx, await this.passage.leaveAll(tx, contactIds, reason));
  }

  /** Whatever the funnel says. */
  async ofErased(tx: Transaction, contactId: string): Promise<void> {
    await this.announcer.announce(tx, await this.passage.leaveAll(tx, [contactId], 'erased'));
  }

  /** As if they had unsubscribed: so they do, by another way. */
  async withoutConsent(tx: Transaction, contactIds: readonly string[]): Promise<void> {
    if (contactIds.length > 0) await this.announcer.announce(tx, await this.passage.leaveUnsubscribed(tx, contactIds, 'no_consent'));
  }
}
