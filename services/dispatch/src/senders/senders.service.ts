import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import { BrandsService } from '../brands/brands.service.ts';
import type { DispatchConfig } from '../config.ts';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';
import { domainOf } from '../messages/promotion-headers.ts';
import { senderOf } from '../messages/sender-address.ts';

/** Of the templates of a campaign's arms, and of others by their id. */
const DOMAINS = `
  SELECT t.id, a.name AS arm, lower(split_part(b.from_address, '@', 2)) AS domain
  FROM (
    SELECT id, NULL AS name FROM unnest($1::uuid[]) AS id
    UNION ALL
    SELECT nullif(arm->>'templateId', '')::uuid, arm->>'name' FROM campaigns, jsonb_array_elements(arms) AS arm WHERE campaigns.id = $2
  ) a JOIN templates t ON t.id = a.id JOIN brands b ON b.id = t.brand_id`;

/** What is remembered, at most; a template that was used keeps its brand, and a brand that has spoken its address. */
const MOST = 5000;

/** Which domain each delivery of a claim is from; empty where it cannot be told, and where it goes by no mail. */
@Injectable()
export class Senders {
  private readonly domains = new Map<string, string>();

  constructor(
    private readonly database: Database,
    private readonly brands: BrandsService,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  async of({ sourceId, kind, channelId }: Claim, deliveries: readonly ClaimedDelivery[]): Promise<(delivery: ClaimedDelivery) => string> {
    if (channelId !== null) return () => '';
    if (kind === 'ticket') return this.ofTickets();
    const keyOf = ({ templateId, arm }: ClaimedDelivery): string => templateId ?? `${sourceId}/${arm ?? ''}`;
    const unknown = deliveries.filter((delivery) => !this.domains.has(keyOf(delivery)));
    if (unknown.length > 0) await this.learn(sourceId, unknown.flatMap(({ templateId }) => templateId ?? []));
    return (delivery) => this.domains.get(keyOf(delivery)) ?? '';
  }

  private async ofTickets(): Promise<() => string> {
    const domain = domainOf(senderOf(this.config.TICKETS_FROM, await this.brands.first()).address).toLowerCase();
    return () => domain;
  }

  private async learn(sourceId: string, templateIds: readonly string[]): Promise<void> {
    if (this.domains.size > MOST) this.domains.clear();
    const rows = await this.database.query<{ id: string; arm: string | null; domain: string }>(DOMAINS, [[...new Set(templateIds)], sourceId]);
    for (const { id, arm, domain } of rows) this.domains.set(arm === null ? id : `${sourceId}/${arm}`, domain);
  }
}
