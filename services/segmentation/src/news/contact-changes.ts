import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import type { ContactChange } from '../membership/contact-change.ts';
import { SegmentRefresher } from '../membership/segment-refresher.ts';
import { ContactNews } from './contact-news.ts';

export interface Announcement {
  /** Contacts that have a new version. */
  readonly contactIds: readonly string[];
  readonly changes: readonly ContactChange[];
  /** A contact that is gone, with a version above the last one. */
  readonly forgotten?: { readonly contactId: string; readonly version: number };
}

/** What follows from changed contacts, in their transaction: segments are kept true, and the others are told. */
@Injectable()
export class ContactChanges {
  constructor(
    private readonly segments: SegmentRefresher,
    private readonly news: ContactNews,
  ) {}

  async announce(tx: Transaction, { contactIds, changes, forgotten }: Announcement): Promise<void> {
    await this.segments.refresh(tx, changes);
    await this.news.publish(tx, contactIds);
    if (forgotten) await this.news.publishForgotten(tx, forgotten.contactId, forgotten.version);
  }
}
