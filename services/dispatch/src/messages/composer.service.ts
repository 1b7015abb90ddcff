import { Injectable } from '@nestjs/common';
import { CampaignsService } from '../campaigns/campaigns.service.ts';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';
import { UnsubscribeLinks } from '../suppressions/unsubscribe-links.ts';
import type { CompiledTemplate } from '../templates/compiled-template.ts';
import { TemplatesService } from '../templates/templates.service.ts';
import { composeMime } from './mime.ts';
import type { Compose, OutgoingMessage } from './outgoing-message.ts';
import { deliveryHeaders, domainOf, messageIdOf, promotionHeaders } from './promotion-headers.ts';
import { RepliesService } from './replies.service.ts';
import { isAddress } from './sender-address.ts';
import { Unfit } from './unfit.ts';

const KEPT = 200;

/** Turns deliveries into messages. */
@Injectable()
export class ComposerService {
  private readonly compiled = new Map<string, CompiledTemplate>();

  constructor(
    private readonly campaigns: CampaignsService,
    private readonly templates: TemplatesService,
    private readonly replies: RepliesService,
    private readonly links: UnsubscribeLinks,
  ) {}

  /** Reads once what all deliveries of a claim need. */
  async prepare(claim: Claim): Promise<Compose> {
    if (claim.kind === 'ticket') return await this.replies.prepare(claim);
    const byArm = claim.kind === 'campaign' ? await this.templatesOfArms(claim.sourceId) : new Map<string, string>();
    const idOf = ({ arm, templateId }: ClaimedDelivery): string => templateId ?? byArm.get(arm ?? '') ?? '';
    const compiled = await this.compile(new Set(claim.rows.map(idOf)));
    return async (delivery) => await this.compose(claim, delivery, compiled.get(idOf(delivery)));
  }

  private async compose(claim: Claim, delivery: ClaimedDelivery, template: CompiledTemplate | undefined): Promise<OutgoingMessage> {
    if (!template) throw new Unfit('no_template');
    if (!isAddress(delivery.email)) throw new Unfit('invalid_address');
    const { brand, kind } = template;
    const identity = { sourceId: claim.sourceId, kind: claim.kind, step: delivery.step, contactId: delivery.contactId, seq: delivery.seq };
    const url = this.links.urlFor(identity);
    const domain = domainOf(brand.fromAddress);
    return await composeMime({
      ...render(template, delivery, url),
      from: { name: brand.fromName, address: brand.fromAddress },
      to: delivery.email,
      replyTo: brand.replyTo,
      messageId: messageIdOf(identity, domain),
      headers: kind === 'promotion' ? promotionHeaders(identity, domain, url) : { 'Auto-Submitted': 'auto-generated', ...deliveryHeaders(identity) },
    });
  }

  private async templatesOfArms(campaignId: string): Promise<Map<string, string>> {
    const { arms } = await this.campaigns.get(campaignId);
    return new Map(arms.flatMap(({ name, templateId }) => (templateId === null ? [] : [[name, templateId] as const])));
  }

  /** A template that was used once never changes, so what was compiled stays good. */
  private async compile(ids: ReadonlySet<string>): Promise<ReadonlyMap<string, CompiledTemplate>> {
    const ready = new Map<string, CompiledTemplate>();
    for (const id of ids) {
      const known = this.compiled.get(id);
      if (known) ready.set(id, known);
    }
    const missing = [...ids].filter((id) => id !== '' && !ready.has(id));
    if (missing.length === 0) return ready;
    for (const [id, template] of await this.templates.compile(missing)) {
      ready.set(id, template);
      this.keep(id, template);
    }
    return ready;
  }

  private keep(id: string, template: CompiledTemplate): void {
    this.compiled.set(id, template);
    const [oldest] = this.compiled.keys();
    if (this.compiled.size > KEPT && oldest !== undefined) this.compiled.delete(oldest);
  }
}

function render(template: CompiledTemplate, { fields }: ClaimedDelivery, url: string): ReturnType<CompiledTemplate['render']> {
  try {
    return template.render(fields, url);
  } catch {
    throw new Unfit('template_error');
  }
}
