import { Injectable } from '@nestjs/common';
import type { ConsentPurpose } from '@widecast/contracts';
import { Database, type Queryable } from '@widecast/database';
import { NotFound } from '@widecast/service-kit';
import { statesOf, type ConsentRecord, type ConsentState } from './consent-ledger.ts';
import { OPEN } from './consent-requests.repository.ts';

export interface ConsentLedger {
  readonly contactId: string;
  readonly email: string | null;
  readonly states: ConsentState[];
  /** Oldest first. */
  readonly records: ConsentRecord[];
}

type Row = ConsentRecord & Readonly<Record<string, unknown>>;

const RECORDS = `
  SELECT to_json(at) #>> '{}' AS at, purpose, what, source, channel, wording, proof, actor FROM (
    SELECT recorded_at AS at, purpose, CASE WHEN granted THEN 'given' ELSE 'withdrawn' END AS what, source, channel, wording, proof, actor, id
    FROM consents WHERE contact_id = $1
    UNION ALL SELECT asked_at, purpose, 'asked', source, 'email', wording, 'request ' || id, actor, 0 FROM consent_requests WHERE contact_id = $1
    UNION ALL SELECT reminded_at, purpose, 'reminded', source, 'email', wording, 'request ' || id, actor, 0 FROM consent_requests WHERE contact_id = $1 AND reminded_at IS NOT NULL
  ) everything ORDER BY everything.at, id`;

/** All that a contact was asked, and agreed to or withdrew, as evidence. */
@Injectable()
export class ConsentLedgerReader {
  constructor(private readonly database: Database) {}

  async read(contactId: string, db: Queryable = this.database): Promise<ConsentLedger> {
    const [contact] = await db.query<{ email: string | null }>('SELECT email FROM contacts WHERE id = $1', [contactId]);
    if (!contact) throw new NotFound('contact', contactId);
    const records = await db.query<Row>(RECORDS, [contactId]);
    const open = await db.query<{ purpose: ConsentPurpose }>(`SELECT purpose FROM consent_requests r WHERE contact_id = $1 AND ${OPEN}`, [contactId]);
    return { contactId, email: contact.email, states: statesOf(records, new Set(open.map(({ purpose }) => purpose))), records };
  }
}
