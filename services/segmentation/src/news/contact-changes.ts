import { Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import type { ContactChange } from '../membership/contact-change.ts';
import { SegmentJudge } from '../membership/segment-judge.ts';
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
    private readonly judge: SegmentJudge,
  ) {}

  async announce(tx: Transaction, { contactIds, changes, forgotten }: Announcement): Promise<void> {
    await this.segments.refresh(tx, changes);
    await this.news.publish(tx, contactIds);
    if (forgotten) await this.news.publishForgotten(tx, forgotten.contactId, forgotten.version);
  }

  /** Judges changes that nobody waits for any more, at once and together. */
  async settle(tx: Transaction, changes: readonly ContactChange[]): Promise<void> {
    await this.judge.judge(tx, changes);
  }

  /** Judges contacts that no segment knows yet; beside others who do the same with others of them. */
  async settleNew(tx: Transaction, contactIds: readonly string[]): Promise<void> {
    await this.judge.judgeNew(tx, contactIds);
  }

  /** Tells the others of contacts whose segments are judged later. */
  async tell(tx: Transaction, contactIds: readonly string[]): Promise<void> {
    await this.news.publish(tx, contactIds);
  }
}
