import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { NotFound } from '@widecast/service-kit';
import { segmentTouched } from '../membership/contact-change.ts';
import { SegmentJudge } from '../membership/segment-judge.ts';
import { SegmentRegistry } from '../membership/segment-registry.ts';
import { SegmentUsers } from './segment-users.ts';
import { SegmentsRepository } from './segments.repository.ts';

const BATCH = 5000;

/** Lets the members of a removed segment leave, a batch a transaction and each of them told, before the segment itself goes. */
@Injectable()
export class SegmentRemoval {
  constructor(
    private readonly database: Database,
    private readonly segments: SegmentsRepository,
    private readonly users: SegmentUsers,
    private readonly registry: SegmentRegistry,
    private readonly judge: SegmentJudge,
  ) {}

  async remove(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const nodes = await this.registry.nodesToChange(tx);
      if (!nodes.some((node) => node.id === id)) throw new NotFound('segment', id);
      await this.users.refuseUsed(tx, id);
      await this.segments.retire(tx, id);
    });
    await this.complete(id);
  }

  private async complete(id: string): Promise<void> {
    while (await this.database.transaction((tx) => this.step(tx, id))) { /* batch by batch */ }
  }

  /** What a killed process left. */
  async resume(): Promise<void> {
    for (const id of await this.segments.removed(this.database)) await this.complete(id);
  }

  /** Nobody meets the rule of a removed segment, so that to judge its members is to let them go. */
  private async step(tx: Transaction, id: string): Promise<boolean> {
    const contactIds = await this.segments.someMembers(tx, id, BATCH);
    if (contactIds.length > 0) await this.judge.judge(tx, [{ contactIds, touches: segmentTouched(id) }]);
    else await this.segments.delete(tx, id);
    return contactIds.length > 0;
  }
}
