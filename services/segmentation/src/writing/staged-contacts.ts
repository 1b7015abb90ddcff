import { Injectable } from '@nestjs/common';
import { copyInto, type Cell, type Transaction } from '@widecast/database';
import { MOST_ATTRIBUTES } from '../attributes/attribute-type.ts';
import { ErasedAddresses } from '../privacy/erased-addresses.ts';
import { lookUpByKeys } from '../upkeep/plans.ts';
import { accountKeyOf, type ContactDraft, type UpdateMode } from './contact-draft.ts';
import { consentAfter, judged, merged, TOLD_ATTRIBUTES } from './judged-contacts.ts';
import { newIds } from './new-ids.ts';
import { foreignId, overgrown, refusalOfErased, type Refusal } from './refusals.ts';

const STAGED = {
  place: 'int4', id: 'uuid', email: 'text', external_id: 'text', name: 'text', language: 'text', attributes: 'jsonb', account_key: 'text', account_given: 'boolean',
  consent: 'boolean', consent_source: 'text', consent_proof: 'text', told: 'uuid',
} as const;

const rowOf = (draft: ContactDraft, id: string): Cell[] => [
  draft.place, id, draft.email, draft.externalId, draft.name, draft.language, draft.attributes, accountKeyOf(draft), Boolean(draft.account?.key),
  draft.consent?.granted ?? null, draft.consent?.source ?? null, draft.consent?.proof ?? null, draft.told && Buffer.from(draft.told, 'latin1').toString('hex'),
];

export interface WrittenContact {
  readonly id: string;
  /** Of the draft. */
  readonly place: number;
  readonly created: boolean;
  /** What of him changed for rules; null where somebody else changed him at the same time, so that it may be anything. */
  readonly changed: { readonly fields: readonly string[] | null; readonly account: boolean; readonly consent: boolean } | null;
  readonly accountId: string | null;
  readonly accountBefore: string | null;
  /** Merged accounts whose contact it is, and was, by what was told. */
  readonly cameTo: string | null;
  readonly cameToBefore: string | null;
}

/** Nested loops over so many cost less than to count them. */
const FEW = 100;

/** All accounts that have won or lost a contact. */
export const accountsTouchedBy = (contacts: readonly WrittenContact[]): string[] =>
  [...new Set(contacts.flatMap(({ accountId, accountBefore, cameTo, cameToBefore }) => [accountId, accountBefore, cameTo, cameToBefore]))].filter((id) => id !== null);

/** Bulk writing of contacts through a staging table of the session. */
@Injectable()
export class StagedContacts {
  constructor(private readonly erased: ErasedAddresses) {}

  /**
   * A contact is known by its address or by its external id: one who comes with another address moves to it, or keeps his own
   * where only empty fields are filled. Where the two keys lead to two contacts the draft is left out, and whom a person's wish
   * has erased.
   */
  async stage(tx: Transaction, drafts: readonly ContactDraft[], mode: UpdateMode): Promise<{ accepted: readonly ContactDraft[]; refused: Refusal[] }> {
    const erased = await this.erased.personsAmong(tx, drafts.map(({ email }) => email), drafts.flatMap(({ externalId }) => externalId ?? []));
    const wanted = drafts.filter((draft) => !refusalOfErased(draft, erased));
    await this.fill(tx, wanted);
    const foreign = wanted.every(({ externalId }) => externalId === null) ? new Set<number>() : await this.followIds(tx, mode);
    const grown = new Set(await this.refuseOvergrown(tx, wanted));
    return {
      accepted: foreign.size + grown.size === 0 ? wanted : wanted.filter(({ place }) => !foreign.has(place) && !grown.has(place)),
      refused: [...drafts.flatMap((draft) => refusalOfErased(draft, erased) ?? []), ...[...foreign].map(foreignId), ...[...grown].map(overgrown)],
    };
  }

  private async fill(tx: Transaction, drafts: readonly ContactDraft[]): Promise<void> {
    await tx.query(
      `CREATE TEMPORARY TABLE IF NOT EXISTS staged_contacts (
         place int, id uuid, email text, external_id text, name text, language text, attributes jsonb, account_key text, account_given boolean,
         consent boolean, consent_source text, consent_proof text, told uuid, moved boolean NOT NULL DEFAULT false, leaves boolean NOT NULL DEFAULT false
       ) ON COMMIT DELETE ROWS`,
    );
    const ids = newIds(drafts.length);
    await copyInto(tx, 'staged_contacts', STAGED, drafts.map((draft, index) => rowOf(draft, ids[index] ?? '')));
    // Without knowing its size the planner joins it by nested loops: 700 rows/s instead of tens of thousands.
    if (drafts.length > FEW) await tx.query('ANALYZE staged_contacts (place, email, external_id, account_key)');
    await lookUpByKeys(tx);
  }

  /** Takes out of the staging table whoever has the external id of one contact and the address of another; gives their places. */
  private async refuseForeignIds(tx: Transaction): Promise<number[]> {
    const rows = await tx.query<{ place: number }>(
      `DELETE FROM staged_contacts s USING contacts c WHERE ${MOVED} AND (
         EXISTS (SELECT FROM contacts e WHERE e.email = s.email) OR EXISTS (SELECT FROM staged_contacts t WHERE t.email = c.email)
       ) RETURNING s.place`,
    );
    return rows.map(({ place }) => place);
  }

  /** Takes out whoever would have too many attributes; it is counted only where there may be new ones. Gives their places. */
  private async refuseOvergrown(tx: Transaction, drafts: readonly ContactDraft[]): Promise<number[]> {
    const names = new Set(drafts.flatMap(({ attributes }) => Object.keys(attributes)));
    const rows = await tx.query<{ place: number }>(
      `DELETE FROM staged_contacts s USING contacts c WHERE c.email = s.email AND NOT c.attributes ?& $1::text[]
         AND (SELECT count(*) FROM jsonb_object_keys(c.attributes || s.attributes)) > ${MOST_ATTRIBUTES} RETURNING s.place`, [[...names]]);
    return rows.map(({ place }) => place);
  }

  private async followIds(tx: Transaction, mode: UpdateMode): Promise<ReadonlySet<number>> {
    const foreign = new Set(await this.refuseForeignIds(tx));
    await tx.query(`UPDATE staged_contacts s SET ${mode === 'overwrite' ? `moved = true, leaves = ${BY_ADDRESS}` : 'email = c.email'} FROM contacts c WHERE ${MOVED}`);
    return foreign;
  }

  /** How many of the staged are new, and how many would change somebody; and the addresses of the others. */
  async compare(tx: Transaction, mode: UpdateMode): Promise<{ created: number; updated: number; alike: readonly string[] }> {
    const [row] = await tx.query<{ created: number; updated: number; alike: string[] }>(
      `${judged(mode)} SELECT count(*) FILTER (WHERE is_new AND NOT moved)::int AS created, count(*) FILTER (WHERE moved OR differs AND NOT is_new)::int AS updated,
         coalesce(array_agg(email) FILTER (WHERE NOT (is_new OR moved OR differs)), '{}') AS alike FROM judged`,
    );
    return row ?? { created: 0, updated: 0, alike: [] };
  }

  /** Writes those of the staged that are new or change something, with their consents. */
  async merge(tx: Transaction, mode: UpdateMode, actor: string): Promise<WrittenContact[]> {
    await tx.query(MOVE);
    // The judgement reads a snapshot; DO UPDATE merges once more with the row as it is when locked. A withdrawn consent
    // stays withdrawn: an old list must not revive it.
    return tx.query(
      `${judged(mode)}, written AS (
         INSERT INTO contacts AS c (id, email, external_id, name, language, account_id, came_to, attributes, advertising_consent, told, told_facts)
         SELECT id, email, external_id, name, language, account_id, came_to, attributes, consent, told, told_facts FROM judged WHERE is_new OR differs OR moved ORDER BY email
         ON CONFLICT (email) DO UPDATE SET
           external_id = ${merged(mode, 'excluded', 'external_id')},
           name = ${merged(mode, 'excluded', 'name')},
           language = ${merged(mode, 'excluded', 'language')},
           account_id = ${merged(mode, 'excluded', 'account_id')},
           came_to = CASE WHEN ${mode === 'overwrite' ? 'excluded.account_id IS NULL' : 'c.account_id IS NOT NULL'} THEN c.came_to ELSE excluded.came_to END,
           attributes = ${mode === 'overwrite' ? 'c.attributes || excluded.attributes' : `excluded.attributes || ${TOLD_ATTRIBUTES}`},
           advertising_consent = ${consentAfter('excluded.advertising_consent')},
           told = excluded.told, told_facts = excluded.told_facts, told_version = c.version + 1,
           version = c.version + 1, changed_at = now()
         RETURNING c.id, c.version, c.email, c.account_id, c.came_to, c.advertising_consent, xmax = 0 AS created
       ), consented AS (
         INSERT INTO consents (contact_id, purpose, granted, source, proof, actor)
         SELECT w.id, 'advertising', j.consent, j.consent_source, j.consent_proof, $1 FROM written w JOIN judged j USING (email)
         WHERE j.consent IS NOT NULL AND w.advertising_consent = j.consent AND j.consent_before IS DISTINCT FROM j.consent
       )
       SELECT w.id, j.place, w.created,
         CASE WHEN w.version = j.version_before + 1 THEN jsonb_build_object('fields', j.changed_fields, 'account', j.changes_account, 'consent', j.changes_consent) END AS changed,
         w.account_id AS "accountId", j.account_before AS "accountBefore", w.came_to AS "cameTo", j.came_to_before AS "cameToBefore" FROM written w JOIN judged j USING (email)`,
      [actor],
    );
  }
}

/** The contact with this external id has another address. */
const MOVED = 'c.external_id = s.external_id AND c.email IS DISTINCT FROM s.email';

/** He has his account by nothing but the domain of his address. */
const BY_ADDRESS = `EXISTS (SELECT FROM accounts a WHERE a.id = coalesce(c.came_to, c.account_id) AND a.key = split_part(c.email, '@', 2))`;

/** Whoever has the old address must not confirm by a link that was sent there what the contact is asked for. */
const MOVE = `
  WITH moved AS (
    UPDATE contacts c SET email = s.email, version = version + 1, changed_at = now() FROM staged_contacts s WHERE s.moved AND c.external_id = s.external_id RETURNING c.id
  )
  UPDATE consent_requests r SET expires_at = now() FROM moved m WHERE r.contact_id = m.id AND r.confirmed_at IS NULL AND r.expires_at > now()`;
