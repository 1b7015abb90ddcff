import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import type { ContactChange } from '../segments/contact-change.ts';
import { SegmentRefresher } from '../segments/segment-refresher.ts';
import { ContactNews } from './contact-news.ts';

export interface Announcement {
  /** Contacts that have a new version. */
  readonly contactIds: readonly string[];
  readonly changes: readonly ContactChange[];
}

/** What follows from changed contacts, in their transaction: segments are kept true, and the others are told. */
@Injectable()
export class ContactChanges {
  constructor(
    private readonly segments: SegmentRefresher,
    private readonly news: ContactNews,
  ) {}

  async announce(tx: Transaction, { contactIds, changes }: Announcement): Promise<void> {
    await this.segments.refresh(tx, changes);
    await this.news.publish(tx, contactIds);
  }
}
