import { Injectable, Logger } from '@nestjs/common';
import { Database, type Queryable } from '@widecast/database';
import type { Actor } from '@widecast/service-kit';
import type { Ramp } from '../throttles/warm-up.ts';
import type { FrequencyCap, SendingPolicy } from './sending-policy.ts';

export interface PolicyView extends SendingPolicy {
  readonly updatedBy: string | null;
  readonly updatedAt: Date;
}

export interface NewPolicy {
  /** Without a seed the one before stays. */
  readonly globalHoldOut: { readonly share: number; readonly seed?: string | undefined } | null;
  readonly frequencyCap: FrequencyCap | null;
  /** Absent, it stays as it is. */
  readonly senderWarmUp?: Ramp | null | undefined;
}

interface Row {
  readonly [column: string]: unknown;
  readonly share: number;
  readonly seed: string;
  readonly promotions: number | null;
  readonly days: number | null;
  readonly senderWarmUp: Ramp | null;
  readonly updatedBy: string | null;
  readonly updatedAt: Date;
}

/** How long, in ms, a process believes what it has read. */
const BELIEVED = 1000;

const COLUMNS = 'hold_out_share AS share, hold_out_seed AS seed, cap_promotions AS promotions, cap_days AS days, sender_warm_up AS "senderWarmUp", updated_by AS "updatedBy", updated_at AS "updatedAt"';

@Injectable()
export class SendingPolicyService {
  private readonly logger = new Logger('policy');
  private known: { readonly policy: PolicyView; readonly at: number } | undefined;

  constructor(private readonly database: Database) {}

  /** As it is, or was a second ago. */
  async current(): Promise<SendingPolicy> {
    if (this.known && performance.now() - this.known.at < BELIEVED) return this.known.policy;
    const at = performance.now();
    const policy = await this.read();
    this.known = { policy, at };
    return policy;
  }

  async read(database: Queryable = this.database): Promise<PolicyView> {
    const [row] = await database.query<Row>(`SELECT ${COLUMNS} FROM sending_policy`);
    return viewOf(row);
  }

  async set({ globalHoldOut, frequencyCap, senderWarmUp }: NewPolicy, actor: Actor): Promise<PolicyView> {
    const [row] = await this.database.query<Row>(
      `UPDATE sending_policy SET hold_out_share = $1, hold_out_seed = coalesce($2, hold_out_seed), cap_promotions = $3, cap_days = $4, updated_by = $5, updated_at = now(),
         sender_warm_up = CASE WHEN $6 THEN $7::jsonb ELSE sender_warm_up END
       RETURNING ${COLUMNS}`,
      [globalHoldOut?.share ?? 0, globalHoldOut?.seed ?? null, frequencyCap?.promotions ?? null, frequencyCap?.days ?? null, actor.name,
        senderWarmUp !== undefined, senderWarmUp ? JSON.stringify(senderWarmUp) : null],
    );
    this.known = undefined;
    this.logger.log({ msg: 'the sending policy was changed', audit: true, actor: actor.id, globalHoldOutShare: globalHoldOut?.share ?? 0, frequencyCap, senderWarmUp });
    return viewOf(row);
  }
}

function viewOf(row: Row | undefined): PolicyView {
  if (!row) throw new Error('The sending policy has no row');
  const { share, seed, promotions, days, senderWarmUp, updatedBy, updatedAt } = row;
  return {
    globalHoldOut: share > 0 ? { share, seed } : null,
    frequencyCap: promotions === null || days === null ? null : { promotions, days },
    senderWarmUp, updatedBy, updatedAt,
  };
}
