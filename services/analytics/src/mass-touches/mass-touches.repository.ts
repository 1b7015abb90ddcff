import { Injectable } from '@nestjs/common';
import { isUpperTier, type ContactsChanged } from '@widecast/contracts';
import { columnsOf, Database } from '@widecast/database';
import { slicesOf } from '../persistence/slices.ts';
import type { MassTouch, MassTouchCounts } from './mass-touches.api.ts';

/**
 * Each mass message that left for a contact of an account that was of the upper tiers then, or has crossed into them since, with how it was
 * judged then. An account that had come back before the message left was of the lower ones then: it is none of these.
 */
const TOUCHES = `
  WITH messages AS (
    SELECT 'campaign' AS kind, m.campaign_id AS id, '' AS step, c.name, u.account_id, u.contact_id, m.settled_at AS at
    FROM upper_contacts u CROSS JOIN campaigns c JOIN campaign_contacts m ON m.campaign_id = c.campaign_id AND m.contact_id = u.contact_id WHERE m.state = 'accepted'
    UNION ALL
    SELECT 'funnel', f.funnel_id, f.step, NULL, u.account_id, u.contact_id, f.settled_at
    FROM upper_contacts u JOIN funnel_messages f ON f.contact_id = u.contact_id WHERE f.state = 'accepted'
  ), touches AS (
    SELECT m.*, h.key, h.name AS account_name, h.tier AS tier_now, h.confidence AS confidence_now, h.handed_off,
      coalesce(past.tier, next.tier_before) AS tier_then, coalesce(past.confidence, next.confidence_before) AS confidence_then
    FROM messages m LEFT JOIN hand_offs h USING (account_id)
    LEFT JOIN LATERAL (SELECT tier, confidence FROM hand_off_changes p WHERE p.account_id = m.account_id AND p.at <= m.at ORDER BY version DESC LIMIT 1) past ON true
    LEFT JOIN LATERAL (SELECT tier_before, confidence_before FROM hand_off_changes n WHERE n.account_id = m.account_id AND n.at > m.at ORDER BY version LIMIT 1) next ON true
  ), judged AS (
    SELECT *, CASE WHEN tier_then IN ('UMM', 'ENTERPRISE') THEN 'then' ELSE 'since' END AS upper_when FROM touches t
    WHERE tier_then IS NULL OR at IS NULL OR tier_then IN ('UMM', 'ENTERPRISE')
      OR EXISTS (SELECT FROM hand_off_changes c WHERE c.account_id = t.account_id AND c.at > t.at AND c.tier IN ('UMM', 'ENTERPRISE'))
  )`;

/** Mass messages to accounts of the upper tiers: the mistake that must be seen. Owns the table upper_contacts. */
@Injectable()
export class MassTouchesRepository {
  constructor(private readonly database: Database) {}

  /** Keeps only those of upper accounts, and those at their domains: they are few, and all else is known already. */
  async noteContacts(contacts: ContactsChanged['contacts']): Promise<void> {
    const upper = contacts.flatMap(({ contactId, accountId, companyId = null, version, tier }) => {
      const company = isUpperTier(tier) ? accountId : companyId;
      return company === null ? [] : [{ contactId, accountId: company, version }];
    });
    for (const slice of slicesOf(upper)) {
      await this.database.query(
        `INSERT INTO upper_contacts AS known (contact_id, account_id, version)
         SELECT DISTINCT ON (contact_id) * FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS news (contact_id, account_id, version) ORDER BY contact_id, version DESC
         ON CONFLICT (contact_id) DO UPDATE SET version = excluded.version, account_id = excluded.account_id WHERE known.version < excluded.version`,
        columnsOf(slice, ({ contactId }) => contactId, ({ accountId }) => accountId, ({ version }) => version),
      );
    }
  }

  async counts(): Promise<MassTouchCounts> {
    const [counts] = await this.database.query<MassTouchCounts & Record<string, number>>(
      `${TOUCHES} SELECT count(DISTINCT account_id)::int AS accounts, count(DISTINCT account_id) FILTER (WHERE upper_when = 'then')::int AS "upperThen",
         count(DISTINCT account_id) FILTER (WHERE handed_off)::int AS "upperNow", count(DISTINCT contact_id)::int AS contacts, count(*)::int AS messages FROM judged`);
    return counts ?? { accounts: 0, upperThen: 0, upperNow: 0, contacts: 0, messages: 0 };
  }

  /** Newest first. */
  newest(limit: number): Promise<MassTouch[]> {
    return this.database.query(
      `${TOUCHES} SELECT account_id AS "accountId", key, account_name AS name, contact_id AS "contactId", jsonb_build_object('kind', kind, 'id', id, 'step', step, 'name', name) AS source,
         to_json(at) #>> '{}' AS at, upper_when AS "upper", coalesce(tier_then, 'UNKNOWN') AS "tierThen", confidence_then AS "confidenceThen",
         coalesce(tier_now, 'UNKNOWN') AS "tierNow", confidence_now AS "confidenceNow"
       FROM judged ORDER BY at DESC NULLS LAST, contact_id LIMIT $1`, [limit]);
  }
}
