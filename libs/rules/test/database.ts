import type { Client } from 'pg';
import type { ContactFacts } from '../src/index.ts';

const SCHEMA = `
  CREATE TEMPORARY TABLE accounts (id int PRIMARY KEY, tier text, name text, attributes jsonb NOT NULL);
  CREATE TEMPORARY TABLE contacts (
    id uuid PRIMARY KEY, account_id int, email text, language text, attributes jsonb NOT NULL,
    advertising_consent boolean, personal_data_consent boolean, tracking_consent boolean, created_at timestamptz NOT NULL
  );
  CREATE TEMPORARY TABLE behaviour_events (
    contact_id uuid, event_id text, type text, occurred_at timestamptz, value numeric, campaign_id uuid
  );
  CREATE TEMPORARY TABLE behaviour_totals (
    contact_id uuid, type text, campaign_id uuid, times bigint, value numeric, first_at timestamptz, last_at timestamptz,
    UNIQUE NULLS NOT DISTINCT (contact_id, type, campaign_id)
  );
  CREATE TEMPORARY TABLE segment_members (segment_id uuid, contact_id uuid);
`;

/** The tables that rules are compiled for, seen by this connection only, filled with the contacts in their order. */
export async function fillTables(client: Client, contacts: readonly ContactFacts[]): Promise<void> {
  await client.query(SCHEMA);
  for (const [index, contact] of contacts.entries()) await insertContact(client, index, contact);
}

/** Lets events go that are older, and keeps totals of them: of each type, and of each campaign. */
export async function foldBefore(client: Client, until: Date): Promise<void> {
  const values = 'count(*), sum(value), min(occurred_at), max(occurred_at)';
  await client.query(
    `WITH gone AS (DELETE FROM behaviour_events WHERE occurred_at < $1 RETURNING *)
     INSERT INTO behaviour_totals SELECT contact_id, type, NULL, ${values} FROM gone GROUP BY contact_id, type
     UNION ALL SELECT contact_id, type, campaign_id, ${values} FROM gone WHERE campaign_id IS NOT NULL GROUP BY contact_id, type, campaign_id`, [until]);
}

export function idOf(index: number): string {
  return `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

async function insertContact(client: Client, index: number, contact: ContactFacts): Promise<void> {
  const { id, email, language, attributes, consents, createdAt, account } = contact;
  await client.query('INSERT INTO contacts VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    id, account === null ? null : index, email, language, JSON.stringify(attributes), consents.advertising, consents.personal_data, consents.tracking, createdAt,
  ]);
  if (account !== null) {
    const values = [index, account.tier, account.name, JSON.stringify(account.attributes)];
    await client.query('INSERT INTO accounts VALUES ($1, $2, $3, $4)', values);
  }
  for (const { type, occurredAt, campaignId, value } of contact.behaviours) {
    const values = [id, type, occurredAt, campaignId, value];
    await client.query('INSERT INTO behaviour_events (contact_id, type, occurred_at, campaign_id, value) VALUES ($1, $2, $3, $4, $5)', values);
  }
  for (const segment of contact.segments) await client.query('INSERT INTO segment_members VALUES ($1, $2)', [segment, id]);
}
