import { Injectable } from '@nestjs/common';
import { Database, plainArray } from '@widecast/database';
import type { Tracking } from '@widecast/mail';
import type { Claim } from '../ledger/delivery.ts';
import type { DeliveryIdentity } from '../messages/promotion-headers.ts';
import { TrackedLinks } from './tracked-links.ts';
import { isTracked, type TrackingPolicy } from './tracking-policy.ts';

const POLICIES = `
  SELECT t.id, b.tracking FROM templates t JOIN brands b ON b.id = t.brand_id
  WHERE t.id = ANY($1) AND t.kind = 'promotion' AND b.tracking <> 'off' AND NOT EXISTS (SELECT FROM campaigns WHERE id = $2 AND NOT tracked)`;

/** The index of those who were asked at all is small; see its migration. */
const CONSENTS = `
  SELECT f.contact_id AS "contactId", f.tracking_consent AS consent FROM unnest($1::uuid[]) AS k (contact_id) JOIN contact_facts f ON f.contact_id = k.contact_id
  WHERE f.tracking_consent IS NOT NULL`;

/** Who of a claim is tracked, and by which links. */
export interface ClaimTracking {
  /** Whether anybody may be who gets this template. */
  readonly mayTrack: (templateId: string) => boolean;
  /** Undefined where it is not to be known what he does with the message. */
  readonly linksFor: (templateId: string, identity: DeliveryIdentity) => Tracking | undefined;
}

const NOBODY: ClaimTracking = { mayTrack: () => false, linksFor: () => undefined };

/** What brands want and contacts agreed to, as it is when a claim begins. What is withdrawn later counts when the click comes. */
@Injectable()
export class TrackingService {
  constructor(
    private readonly database: Database,
    private readonly links: TrackedLinks,
  ) {}

  async of({ sourceId, channelId, rows }: Claim, templateIds: readonly string[]): Promise<ClaimTracking> {
    if (channelId !== null) return NOBODY;
    const found = await this.database.query<{ id: string; tracking: TrackingPolicy }>(POLICIES, [templateIds, sourceId]);
    if (found.length === 0) return NOBODY;
    const policies = new Map(found.map(({ id, tracking }) => [id, tracking]));
    const known = await this.database.query<{ contactId: string; consent: boolean }>(CONSENTS, [plainArray(rows, ({ contactId }) => contactId)]);
    const consents = new Map(known.map(({ contactId, consent }) => [contactId, consent]));
    const sentAt = Date.now();
    return {
      mayTrack: (templateId) => policies.has(templateId),
      linksFor: (templateId, { kind, sourceId: id, contactId }) =>
        (isTracked(policies.get(templateId) ?? 'off', consents.get(contactId)) ? this.links.for({ kind, sourceId: id, contactId, sentAt }) : undefined),
    };
  }
}
