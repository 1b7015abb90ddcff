import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { ACCOUNT_COLUMNS } from '../accounts/accounts.reader.ts';
import { CONTESTED_SIGNALS } from '../tiers/contested-figures.ts';
import type { HandOffFile, HandOffState, HandOffView, PastVerdict } from './hand-offs.api.ts';

export interface Decision {
  readonly state: Exclude<HandOffState, 'open'>;
  readonly until: string | null;
  readonly person: string;
  readonly note: string | null;
}

// Who is snoozed comes back by the mere passing of time.
const STATE = `CASE WHEN h.state = 'snoozed' AND h.until <= now() THEN 'open' ELSE coalesce(h.state, 'open') END`;
const VIEW = `SELECT ${ACCOUNT_COLUMNS}, ${STATE} AS state, to_json(a.handed_off_at) #>> '{}' AS since, to_json(h.until) #>> '{}' AS until, h.person, h.note
  FROM accounts a LEFT JOIN hand_offs h ON h.account_id = a.id`;

// Who has a person's word waits for none.
const CONTESTED = `(coalesce(a.person_tier, 'UNKNOWN') = 'UNKNOWN' AND EXISTS (SELECT FROM json_array_elements(a.evidence) e WHERE e ->> 'signal' = ANY ('{${CONTESTED_SIGNALS.join()}}')))`;

export interface HandOffFilter {
  readonly state?: HandOffState | undefined;
  readonly contested?: boolean | undefined;
}

/** Accounts that are handed over, with what people decided on them. */
@Injectable()
export class HandOffsRepository {
  constructor(private readonly database: Database) {}

  list({ state, contested, after, limit }: HandOffFilter & { after?: string | undefined; limit: number }): Promise<HandOffView[]> {
    return this.database.query(
      `${VIEW} WHERE a.handed_off AND ($1::text IS NULL OR ${STATE} = $1) AND ($2::uuid IS NULL OR a.id > $2) AND ($4::boolean IS NULL OR ${CONTESTED} = $4) ORDER BY a.id LIMIT $3`,
      [state, after, limit, contested],
    );
  }

  async show(id: string): Promise<HandOffView | undefined> {
    const [row] = await this.database.query<HandOffView>(`${VIEW} WHERE a.handed_off AND a.id = $1`, [id]);
    return row;
  }

  /** False where the account is not handed over. */
  async decide(tx: Transaction, id: string, { state, until, person, note }: Decision): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO hand_offs AS h (account_id, state, until, person, note, decided_at) SELECT id, $2, $3, $4, $5, now() FROM accounts WHERE id = $1 AND handed_off
       ON CONFLICT (account_id) DO UPDATE SET state = excluded.state, until = excluded.until, person = excluded.person, note = coalesce(excluded.note, h.note), decided_at = now()
       RETURNING account_id`,
      [id, state, until, person, note],
    );
    return rows.length > 0;
  }

  people(id: string): Promise<HandOffFile['people']> {
    return this.database.query(
      'SELECT id, email, name, advertising_consent IS TRUE AS "advertisingConsent" FROM contacts WHERE account_id = $1 ORDER BY id LIMIT 100', [id]);
  }

  history(id: string): Promise<HandOffFile['history']> {
    return this.database.query(
      `SELECT d.type, sum(d.times)::int AS times, sum(d.value)::float8 AS value, to_json(max(d.last)) #>> '{}' AS last
       FROM contacts c CROSS JOIN LATERAL (
         SELECT type, 1 AS times, value, occurred_at AS last FROM behaviour_events WHERE contact_id = c.id
         UNION ALL SELECT type, times, value, last_at FROM behaviour_totals WHERE contact_id = c.id AND campaign_id IS NULL
       ) d WHERE c.account_id = $1 GROUP BY d.type ORDER BY max(d.last) DESC`, [id]);
  }

  tickets(id: string): Promise<HandOffFile['tickets']> {
    return this.database.query(
      `SELECT t.ticket_id AS id, t.contact_id AS "contactId", t.intent, t.urgency, t.complaint, to_json(t.at) #>> '{}' AS since
       FROM contacts c JOIN contact_tickets t ON t.contact_id = c.id WHERE c.account_id = $1 AND t.state = 'open' ORDER BY t.at LIMIT 100`, [id]);
  }

  /** Newest first, the one that holds now at the top. */
  verdicts(id: string): Promise<PastVerdict[]> {
    const columns = `tier, confidence, upper, mass_treatment AS "massTreatment", evidence, policy_version AS "policyVersion", to_json(judged_at) #>> '{}' AS "judgedAt"`;
    return this.database.query(
      `SELECT ${columns} FROM (
         SELECT tier, confidence, upper, mass_treatment, evidence, policy_version, judged_at, version FROM accounts WHERE id = $1
         UNION ALL SELECT tier, confidence, upper, mass_treatment, evidence, policy_version, judged_at, version FROM past_verdicts WHERE account_id = $1
       ) verdicts ORDER BY version DESC LIMIT 200`, [id]);
  }
}
