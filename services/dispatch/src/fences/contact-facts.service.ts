import { Injectable } from '@nestjs/common';
import type { ContactHoldChanged, ContactsChanged } from '@widecast/contracts';
import { columnsOf, Database, type Transaction } from '@widecast/database';
import { HeldDeliveries } from '../ledger/held-deliveries.ts';

type Contact = ContactsChanged['contacts'][number];

const LEARN = `
  INSERT INTO contact_facts AS f (contact_id, version, has_address, mass_treatment, advertising_consent)
  SELECT * FROM unnest($1::uuid[], $2::int[], $3::boolean[], $4::boolean[], $5::boolean[]) ORDER BY 1
  ON CONFLICT (contact_id) DO UPDATE SET version = excluded.version, has_address = excluded.has_address,
    mass_treatment = excluded.mass_treatment, advertising_consent = excluded.advertising_consent
  WHERE f.version < excluded.version`;

const HOLD = `
  INSERT INTO holds AS h (contact_id, version, held)
  SELECT * FROM unnest($1::uuid[], $2::int[], $3::boolean[]) ORDER BY 1
  ON CONFLICT (contact_id) DO UPDATE SET version = excluded.version, held = excluded.held WHERE h.version < excluded.version
  RETURNING contact_id AS "contactId", held`;

/** What the last fence must know of contacts: projections of what segmentation and triage tell, the newest version of each. */
@Injectable()
export class ContactFactsService {
  constructor(
    private readonly database: Database,
    private readonly heldDeliveries: HeldDeliveries,
  ) {}

  async learn(contacts: readonly Contact[]): Promise<void> {
    const newest = newestOf(contacts);
    if (newest.length === 0) return;
    await this.database.query(LEARN, columnsOf(
      newest,
      ({ contactId }) => contactId,
      ({ version }) => version,
      ({ email }) => email !== null,
      ({ massTreatment }) => massTreatment,
      ({ advertisingConsent }) => advertisingConsent,
    ));
  }

  /** Where a hold ends, what was held because of it can be sent again, while its campaign is not over. */
  async changeHolds(changes: readonly ContactHoldChanged[]): Promise<void> {
    const newest = newestOf(changes);
    if (newest.length === 0) return;
    await this.database.transaction(async (tx: Transaction) => {
      const rows = await tx.query<{ contactId: string; held: boolean }>(
        HOLD, columnsOf(newest, ({ contactId }) => contactId, ({ version }) => version, ({ held }) => held));
      await this.heldDeliveries.release(tx, rows.filter(({ held }) => !held).map(({ contactId }) => contactId));
    });
  }
}

function newestOf<Fact extends { readonly contactId: string; readonly version: number }>(facts: readonly Fact[]): Fact[] {
  const newest = new Map<string, Fact>();
  for (const fact of facts) if ((newest.get(fact.contactId)?.version ?? -Infinity) < fact.version) newest.set(fact.contactId, fact);
  return [...newest.values()];
}
