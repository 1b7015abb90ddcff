import { isOfLarge } from '../joins/large-domains.ts';
import type { UpdateMode } from './contact-draft.ts';

/** Who has withdrawn a consent never has it again from a list. */
export const consentAfter = (told: string): string => `CASE WHEN ${told} IS FALSE THEN false ELSE coalesce(c.advertising_consent, ${told}) END`;

/** What is known gives way to what is told, or only fills in where nothing is known. */
export const merged = (mode: UpdateMode, told: string, column: string): string =>
  mode === 'overwrite' ? `coalesce(${told}.${column}, c.${column})` : `coalesce(c.${column}, ${told}.${column})`;

/** What was taken away by null is empty as well. */
export const TOLD_ATTRIBUTES = 'jsonb_strip_nulls(c.attributes)';

/** Nobody who is at a large company by his new address gets mass messages because a list knew him elsewhere before. */
const LARGE = `(a.tier IN ('UMM', 'ENTERPRISE') OR ${isOfLarge('s.account_key')})`;

/**
 * Each staged contact beside what is known of him. An account that was not named never replaces one that was. But who moves to another address
 * goes to its company where he had his account by nothing but the old address, or where that company is a large one.
 */
export function judged(mode: UpdateMode): string {
  const account = mode === 'overwrite'
    ? 'CASE WHEN s.follows THEN s.told_account ELSE coalesce(c.account_id, s.told_account) END'
    : 'coalesce(c.account_id, s.told_account)';
  const cameTo = mode === 'overwrite'
    ? 'CASE WHEN s.follows OR c.account_id IS NULL THEN s.told_home ELSE c.came_to END'
    : 'CASE WHEN c.account_id IS NULL THEN s.told_home ELSE c.came_to END';
  const attributes = mode === 'overwrite'
    ? { differ: 'c.attributes || s.attributes <> c.attributes', which: 'c.attributes -> e.key IS DISTINCT FROM e.value' }
    : { differ: `NOT c.attributes @> (s.attributes || ${TOLD_ATTRIBUTES})`, which: `coalesce(jsonb_typeof(c.attributes -> e.key), 'null') = 'null'` };
  const consent = `c.advertising_consent IS DISTINCT FROM ${consentAfter('s.consent')}`;
  const differs = ['external_id', 'name', 'language'].map((column) => `c.${column} IS DISTINCT FROM ${merged(mode, 's', column)}`);
  return `
  WITH staged AS (
    SELECT s.*, coalesce(a.merged_into, a.id) AS told_account, CASE WHEN a.merged_into IS NOT NULL THEN a.id END AS told_home, a.facts AS told_facts,
      s.account_given OR s.leaves AND a.id IS NOT NULL OR CASE WHEN s.moved AND a.id IS NOT NULL THEN ${LARGE} ELSE false END AS follows
    FROM staged_contacts s LEFT JOIN accounts a ON a.key = s.account_key
  ), judged AS MATERIALIZED (
    SELECT s.place, s.id, s.email, s.external_id, s.name, s.language, s.attributes, s.consent, s.consent_source, s.consent_proof, s.moved,
      ${account} AS account_id,
      -- What is told of an account that is not the contact's own can change unseen.
      CASE WHEN ${account} IS NOT DISTINCT FROM s.told_account AND s.told_home IS NULL THEN s.told END AS told, s.told_facts,
      ${cameTo} AS came_to, c.account_id AS account_before, c.came_to AS came_to_before, c.advertising_consent AS consent_before,
      c.id IS NULL AS is_new,
      ${differs.join(' OR ')}
        OR ${attributes.differ}
        OR c.account_id IS DISTINCT FROM ${account} OR c.came_to IS DISTINCT FROM ${cameTo}
        OR ${consent} AS differs,
      c.version AS version_before, c.account_id IS DISTINCT FROM ${account} AS changes_account, ${consent} AS changes_consent,
      CASE WHEN s.moved THEN ARRAY['email'] END || CASE WHEN c.language IS DISTINCT FROM ${merged(mode, 's', 'language')} THEN ARRAY['language'] END
        || CASE WHEN ${attributes.differ} THEN ARRAY(SELECT 'attributes.' || e.key FROM jsonb_each(s.attributes) e WHERE ${attributes.which}) END AS changed_fields
    FROM staged s LEFT JOIN contacts c ON c.email = s.email
  )`;
}
