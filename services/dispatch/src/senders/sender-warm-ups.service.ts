import { Injectable, Logger } from '@nestjs/common';
import type { Transaction } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { SendingPolicyService } from '../policy/sending-policy.service.ts';
import type { Ramp } from '../throttles/warm-up.ts';

const MEET = `
  INSERT INTO sender_domains (domain) SELECT DISTINCT lower(split_part(from_address, '@', 2)) FROM brands WHERE id = ANY($1) ORDER BY 1
  ON CONFLICT DO NOTHING RETURNING domain`;

/** What a person has said of the domain stays. */
const WARM_UP = `
  INSERT INTO throttles (id, name, sender, warm_up, reserve, updated_by)
  SELECT $1, 'Warm-up of ' || $2, $2, $3, 0, 'sending policy' WHERE NOT EXISTS (SELECT FROM throttles WHERE sender = $2 AND warm_up IS NOT NULL)
  ON CONFLICT (name) DO NOTHING RETURNING id`;

/** Begins the warm-up of domains that mail is from for the first time, where the sending policy says so. */
@Injectable()
export class SenderWarmUps {
  private readonly logger = new Logger('throttles');

  constructor(private readonly policies: SendingPolicyService) {}

  /** In the transaction that makes the first messages of these brands possible: nothing leaves before its throttle is there. */
  async meet(tx: Transaction, brandIds: readonly string[]): Promise<void> {
    const rows = await tx.query<{ domain: string }>(MEET, [brandIds]);
    if (rows.length === 0) return;
    const { senderWarmUp } = await this.policies.read(tx);
    if (senderWarmUp) for (const { domain } of rows) await this.begin(tx, domain, senderWarmUp);
  }

  private async begin(tx: Transaction, domain: string, ramp: Ramp): Promise<void> {
    const id = uuidv7();
    const from = new Date().toISOString().slice(0, 10);
    const begun = await tx.query(WARM_UP, [id, domain, JSON.stringify({ ...ramp, from })]);
    if (begun.length > 0) tx.afterCommit(() => this.logger.log({ msg: 'the warm-up of a sender domain begins', audit: true, domain, throttleId: id, ...ramp, from }));
  }
}
