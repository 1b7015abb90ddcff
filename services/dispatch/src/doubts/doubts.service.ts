import { Injectable, Logger } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { Conflict, counter, type Actor } from '@widecast/service-kit';
import { ArchivesRepository } from '../archives/archives.repository.ts';
import { Bell } from '../ledger/bell.ts';
import type { ClaimedDelivery, Settlement, SourceKind } from '../ledger/delivery.ts';
import { Settlements } from '../ledger/settlements.ts';

/** What a person has found out, or decides: it has arrived, it has not, or it is to be sent again whatever has become of it. */
export type Resolution = 'accepted' | 'failed' | 'sent_again';

/** Deliveries in doubt of one source: all of them, or those with these numbers, or of this step. */
export interface Doubts {
  readonly sourceId: string;
  readonly kind: SourceKind;
  readonly seqs?: readonly number[] | undefined;
  readonly step?: string | undefined;
}

type Doubtful = Pick<ClaimedDelivery, 'seq' | 'step' | 'contactId' | 'arm' | 'attempt'> & Record<string, unknown>;

const PIECE = 1000;
const IN_DOUBT = `
  SELECT seq, step, contact_id AS "contactId", arm, attempt FROM deliveries
  WHERE source_id = $1 AND state = 'in_doubt' AND ($2::int[] IS NULL OR seq = ANY($2)) AND ($3::text IS NULL OR step = $3) ORDER BY seq LIMIT ${PIECE} FOR UPDATE`;

const IN_ARCHIVE = `
  SELECT seq FROM archived_deliveries WHERE source_id = $1 AND state = 'in_doubt' AND ($2::int[] IS NULL OR seq = ANY($2)) AND ($3::text IS NULL OR step = $3) ORDER BY seq`;

/** The source of a campaign that is over is shut; it closes by itself when all has left. */
const OPEN_AGAIN = `
  UPDATE sources SET state = CASE WHEN state = 'closed' THEN 'open' ELSE state END
  WHERE id = $1 AND state IN ('open', 'paused', 'closed') AND (expires_at IS NULL OR expires_at > now())
    AND NOT EXISTS (SELECT FROM campaigns WHERE id = $1 AND state = 'cancelled') RETURNING id`;

const resolved = counter({ name: 'widecast_in_doubt_resolved_total', help: 'Deliveries in doubt that a person has resolved, by how.', labels: ['service', 'resolution'] });

/** Deliveries of which nobody knows whether they have arrived, and what a person says of them. */
@Injectable()
export class DoubtsService {
  private readonly logger = new Logger('doubts');

  constructor(
    private readonly database: Database,
    private readonly settlements: Settlements,
    private readonly archives: ArchivesRepository,
    private readonly bell: Bell,
  ) {}

  /** Gives how many there were. The mark of each stays for ever. Throws {@link Conflict} where nothing can be sent any more. */
  async resolve(doubts: Doubts, as: Resolution, actor: Actor): Promise<number> {
    let total = await this.resolveArchived(doubts, as);
    for (let taken = PIECE; taken === PIECE; total += taken) taken = await this.database.transaction((tx) => this.resolveSome(tx, doubts, as));
    resolved.inc({ service: 'dispatch', resolution: as }, total);
    this.logger.log({ msg: 'deliveries in doubt were resolved', audit: true, sourceId: doubts.sourceId, resolution: as, deliveries: total, actor: actor.id });
    return total;
  }

  /** Each comes back into the ledger with those that it lies with, and is compacted again later. */
  private async resolveArchived(doubts: Doubts, as: Resolution): Promise<number> {
    const { sourceId, seqs, step } = doubts;
    const found = (await this.database.query<{ seq: number }>(IN_ARCHIVE, [sourceId, seqs ?? null, step ?? null])).map(({ seq }) => seq);
    if (found.length > 0 && as === 'sent_again') {
      throw new Conflict(`${found.length} of these are in a ledger that was compacted, which keeps no merge fields: they cannot be sent again. Resolve them as accepted or failed.`);
    }
    let total = 0;
    for (let at = 0; at < found.length; at += PIECE) {
      const piece = found.slice(at, at + PIECE);
      total += await this.database.transaction(async (tx) => {
        await this.archives.bringBack(tx, sourceId, piece);
        return await this.resolveSome(tx, { ...doubts, seqs: piece }, as);
      });
    }
    return total;
  }

  private async resolveSome(tx: Transaction, { sourceId, kind, seqs, step }: Doubts, as: Resolution): Promise<number> {
    const rows = await tx.query<Doubtful>(IN_DOUBT, [sourceId, seqs ?? null, step ?? null]);
    if (rows.length === 0) return 0;
    if (as === 'sent_again') {
      const opened = await tx.query(OPEN_AGAIN, [sourceId]);
      if (opened.length === 0) throw new Conflict('Nothing of this can be sent any more: it was cancelled, or its time to live is over. Resolve as accepted or failed.');
      tx.afterCommit(() => this.bell.ring());
    }
    const done = await this.settlements.settle(tx, { sourceId, kind, fence: null }, rows.map((row) => settlementOf(row, as)));
    return done.length;
  }
}

function settlementOf({ attempt, ...delivery }: Doubtful, as: Resolution): Settlement {
  if (as === 'sent_again') return { delivery, state: 'pending', reason: 'sent_again', mark: 'possible_duplicate', redoIn: 0, answered: attempt };
  return { delivery, state: as, reason: 'resolved_by_hand', answered: attempt };
}
