import { Injectable, Logger } from '@nestjs/common';
import { audienceFrozen, audienceRefused, type CampaignLaunched } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { firstSeen, Outbox } from '@widecast/messaging';
import { lineOf } from '../membership/segment-order.ts';
import { SegmentRegistry } from '../membership/segment-registry.ts';
import { AudiencesRepository, NOBODY, type Asked, type Standing } from './audiences.repository.ts';
import { MembersJudge } from './members-judge.ts';

/** `known`: it was frozen before; `absent`: there is no such segment; `unfinished`: not all contacts are judged by the rules yet; `busy`: somebody else is at it. */
export type FreezeOutcome = 'frozen' | 'known' | 'absent' | 'unfinished' | 'busy';

/** Only so many at first, so that the first messages leave at once. */
const FIRST = 12_800;
const NEXT = 100_000;

/** Two keys, unlike the locks of those who write. */
const LOCK = `hashtext('widecast audience'), hashtext($1)`;

/** Counts and freezes the audience of a campaign in one snapshot, part by part: each can be published as soon as it is judged. */
@Injectable()
export class Freezer {
  private readonly logger = new Logger(Freezer.name);
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly audiences: AudiencesRepository,
    private readonly members: MembersJudge,
    private readonly registry: SegmentRegistry,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Calls back after each part. What a killed process left is judged in a snapshot of its own, from behind those that were judged, which is
   * noted. One audience at a time: a freeze keeps a connection while it asks for another.
   */
  freeze(asked: Asked, onPart: () => void): Promise<FreezeOutcome> {
    const outcome = this.turn.then(() => this.database.transaction((snapshot) => this.freezeIn(snapshot, asked, onPart)));
    this.turn = outcome.catch(() => undefined);
    return outcome;
  }

  /** Returns when nobody is at it any more. */
  async otherIsDone(campaignId: string): Promise<void> {
    await this.database.transaction((tx) => tx.query(`SELECT pg_advisory_xact_lock(${LOCK})`, [campaignId]));
  }

  /** Tells the count of a frozen audience. */
  async announce(tx: Transaction, campaignId: string): Promise<void> {
    const audience = await this.audiences.find(tx, campaignId);
    if (!audience?.frozenAt) return;
    const { segmentId, selected, leftOut, size, chunks, frozenAt } = audience;
    await this.outbox.append(tx, audienceFrozen, [{ campaignId, segmentId, selected, leftOut, audience: size, chunks, frozenAt: frozenAt.toISOString() }]);
  }

  /** `eventId` is the launch's: nobody is told twice of one. */
  async refuse(tx: Transaction, { campaignId, segmentId }: CampaignLaunched, eventId: string): Promise<void> {
    const fresh = await firstSeen(tx, 'refused launches', [eventId]);
    if (fresh.size > 0) await this.outbox.append(tx, audienceRefused, [{ campaignId, segmentId, reason: 'unknown_segment', at: new Date().toISOString() }]);
  }

  private async freezeIn(snapshot: Transaction, asked: Asked, onPart: () => void): Promise<FreezeOutcome> {
    await snapshot.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const [lock] = await snapshot.query<{ mine: boolean; at: Date }>(`SELECT pg_try_advisory_xact_lock(${LOCK}) AS mine, now() AS at`, [asked.campaignId]);
    if (!lock?.mine) return 'busy';
    const before = await this.audiences.find(snapshot, asked.campaignId);
    if (before?.frozenAt) return 'known';
    const line = lineOf(asked.segmentId, await this.registry.known(snapshot));
    if (line.some(({ unfinished }) => unfinished)) return 'unfinished';
    // Of a segment that was removed after its first members were published nobody is left to judge.
    if (line.length === 0 && !before) return 'absent';
    if (before) this.logger.warn({ msg: 'an audience is frozen in more than one snapshot: its freeze was cut off', campaignId: asked.campaignId, judged: before.selected });
    return this.parts(snapshot, asked, { before, at: lock.at, onPart });
  }

  private async parts(snapshot: Transaction, asked: Asked, { before, at, onPart }: { before: Standing | undefined; at: Date; onPart: () => void }): Promise<FreezeOutcome> {
    for (let standing = before; ;) {
      const part = await this.members.part(snapshot, asked.segmentId, { after: standing?.judgedTo ?? NOBODY, limit: standing ? NEXT : FIRST });
      standing = await this.database.transaction(async (tx) => {
        const now = await this.audiences.add(tx, asked, standing, { ...part, snapshot: at });
        if (now && part.isLast) await this.announce(tx, asked.campaignId);
        return now;
      });
      // Somebody went on between the snapshot and the lock.
      if (!standing) return 'busy';
      onPart();
      if (part.isLast) return 'frozen';
    }
  }
}
