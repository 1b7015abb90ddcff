import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import type { SegmentationConfig } from '../config.ts';

/** In one transaction; a chunk is five hundred contacts. */
const CHUNKS = 200;
const REJECTIONS = 5000;
/** Days. Reasons cite what stood in cells: telephones, names. */
const REJECTIONS_KEPT = 30;

/** Lets go what nobody needs any more: lists of audiences whose campaigns are over, reports of bad rows. */
@Injectable()
export class Retention {
  constructor(@Inject(CONFIG) private readonly config: SegmentationConfig) {}

  /** The counts of an audience stay. True where there may be more. */
  async dropChunks(tx: Transaction): Promise<boolean> {
    const gone = await tx.query(
      `DELETE FROM audience_chunks WHERE ctid = ANY (ARRAY(
         SELECT k.ctid FROM audiences a JOIN campaign_uses u USING (campaign_id) JOIN audience_chunks k USING (campaign_id)
         WHERE a.frozen_at < now() - make_interval(hours => $1::int) AND u.state IN ('finished', 'cancelled') LIMIT ${CHUNKS})) RETURNING 1`,
      [Math.round(this.config.AUDIENCE_KEEP_DAYS * 24)]);
    return gone.length === CHUNKS;
  }

  /** The counts of an import stay. True where there may be more. */
  async dropRejections(tx: Transaction): Promise<boolean> {
    const gone = await tx.query(
      `DELETE FROM import_rejections WHERE ctid = ANY (ARRAY(
         SELECT r.ctid FROM imports i JOIN import_rejections r ON r.import_id = i.id WHERE i.finished_at < now() - make_interval(days => ${REJECTIONS_KEPT}) LIMIT ${REJECTIONS})) RETURNING 1`);
    return gone.length === REJECTIONS;
  }
}
