import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { Admission } from './admission.ts';
import { SegmentMembersRepository } from './segment-members.repository.ts';

interface Open {
  readonly version: number;
  readonly segmentId: string;
  readonly enrolledTo: string;
  readonly now: Date;
}

const LARGEST = 2000;

/** Whose segment's members are all known. */
const LISTED = `JOIN funnel_versions v ON v.funnel_id = f.id AND v.version = f.version
     JOIN kept_segments k ON k.segment_id = (v.definition #>> '{trigger,entered}')::uuid AND k.listed_at IS NOT NULL`;

/** Takes those into a funnel who were members of its segment before it was activated, some at a time. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly database: Database,
    private readonly members: SegmentMembersRepository,
    private readonly admission: Admission,
  ) {}

  async openFunnels(): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(`SELECT f.id FROM funnels f ${LISTED} WHERE f.state = 'active' AND f.enrolled_to IS NOT NULL`);
    return rows.map(({ id }) => id);
  }

  async enrolSome(funnelId: string): Promise<'more' | 'done'> {
    return await this.database.transaction(async (tx) => {
      const open = await lockOpen(tx, funnelId);
      if (!open) return 'done';
      const { version, segmentId, enrolledTo, now } = open;
      const contactIds = await this.members.membersAfter(tx, segmentId, enrolledTo, LARGEST);
      const last = contactIds.length < LARGEST ? null : contactIds.at(-1);
      await tx.query('UPDATE funnels SET enrolled_to = $2 WHERE id = $1', [funnelId, last]);
      await this.admission.admit(tx, { funnelId, version, contactIds, enteredAt: now.toISOString() });
      return last === null ? 'done' : 'more';
    });
  }
}

async function lockOpen(tx: Transaction, funnelId: string): Promise<Open | undefined> {
  const [open] = await tx.query<Open>(
    `SELECT f.version, v.definition -> 'trigger' ->> 'entered' AS "segmentId", f.enrolled_to AS "enrolledTo", now()
     FROM funnels f ${LISTED}
     WHERE f.id = $1 AND f.state = 'active' AND f.enrolled_to IS NOT NULL FOR NO KEY UPDATE OF f SKIP LOCKED`,
    [funnelId],
  );
  return open;
}
