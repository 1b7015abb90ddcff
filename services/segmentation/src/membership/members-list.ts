import { Injectable } from '@nestjs/common';
import { segmentMembersListed } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { MembersRepository } from './members.repository.ts';

const PAGE = 5000;

/** Publishes who is in a segment, some thousand members a transaction; one that is cut off begins anew. */
@Injectable()
export class MembersList {
  constructor(
    private readonly database: Database,
    private readonly members: MembersRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Of a segment that is not there any more nobody is told. */
  async publish(segmentId: string): Promise<void> {
    for (let after: string | undefined, more = true; more;) {
      const page = await this.database.transaction((tx) => this.publishPage(tx, segmentId, after));
      after = page.at(-1);
      more = page.length === PAGE;
    }
  }

  private async publishPage(tx: Transaction, segmentId: string, after: string | undefined): Promise<string[]> {
    const contactIds = await this.members.members(tx, segmentId, { after, limit: PAGE });
    await this.outbox.append(tx, segmentMembersListed, [{ segmentId, contactIds, last: contactIds.length < PAGE }]);
    return contactIds;
  }
}
