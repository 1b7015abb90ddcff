import { Injectable } from '@nestjs/common';
import { mailboxOf, type Tracking } from '@widecast/mail';
import { CampaignsService } from '../campaigns/campaigns.service.ts';
import type { Signer } from '../signing/signer.ts';
import { MessageSigning } from '../signing/message-signing.ts';
import { SigningKeys } from '../signing/signing-keys.ts';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';
import { UnsubscribeLinks } from '../suppressions/unsubscribe-links.ts';
import { RulesService } from '../throttles/rules.service.ts';
import { TemplatesService } from '../templates/templates.service.ts';
import { Workshop } from '../templates/workshop/workshop.ts';
import { type ClaimTracking, TrackingService } from '../tracking/tracking.service.ts';
import { Letter } from './letter.ts';
import type { Compose, OutgoingMessage } from './outgoing-message.ts';
import type { DeliveryIdentity } from './promotion-headers.ts';
import { RepliesService } from './replies.service.ts';
import { Unfit } from './unfit.ts';

const KEPT = 200;

/** What one message is written with. */
interface Stationery {
  readonly letter: Letter | undefined;
  readonly linksFor: (identity: DeliveryIdentity) => Tracking | undefined;
}

/** Turns deliveries into messages. */
@Injectable()
export class ComposerService {
  /** Of those keys that sign now; of others nothing is needed any more. */
  private readonly lettersBy = new WeakMap<Signer, Map<string, Letter>>();

  constructor(
    private readonly campaigns: CampaignsService,
    private readonly templates: TemplatesService,
    private readonly replies: RepliesService,
    private readonly links: UnsubscribeLinks,
    private readonly signing: SigningKeys,
    private readonly threads: MessageSigning,
    private readonly workshop: Workshop,
    private readonly tracking: TrackingService,
    private readonly rules: RulesService,
  ) {}

  /** Reads once what all deliveries of a claim need. */
  async prepare(claim: Claim): Promise<Compose> {
    if (claim.kind === 'ticket') return await this.replies.prepare(claim);
    const byArm = claim.kind === 'campaign' ? await this.templatesOfArms(claim.sourceId) : new Map<string, string>();
    const idOf = ({ arm, templateId }: ClaimedDelivery): string => templateId ?? byArm.get(arm ?? '') ?? '';
    const ids = [...new Set(claim.rows.map(idOf))].filter((id) => id !== '');
    const tracking = await this.tracking.of(claim, ids);
    const letters = await this.lettersOf(ids, tracking);
    return (delivery) => {
      const id = idOf(delivery);
      return this.compose(claim, delivery, { letter: letters.get(id), linksFor: (identity) => tracking.linksFor(id, identity) });
    };
  }

  private compose({ sourceId, kind }: Claim, delivery: ClaimedDelivery, { letter, linksFor }: Stationery): OutgoingMessage | Promise<OutgoingMessage> {
    if (!letter) throw new Unfit('no_template');
    const mailbox = mailboxOf(delivery.email);
    if (!mailbox) throw new Unfit('invalid_address');
    const { step, contactId, seq } = delivery;
    const identity = { sourceId, kind, step, contactId, seq };
    return letter.write({ identity, to: mailbox.address, fields: delivery.fields, unsubscribeUrl: this.links.urlFor(identity), tracking: linksFor(identity) });
  }

  private async templatesOfArms(campaignId: string): Promise<Map<string, string>> {
    const { arms } = await this.campaigns.get(campaignId);
    return new Map(arms.flatMap(({ name, templateId }) => (templateId === null ? [] : [[name, templateId] as const])));
  }

  /** A template that was used once never changes, so what was compiled stays good. */
  private async lettersOf(ids: readonly string[], { mayTrack }: ClaimTracking): Promise<ReadonlyMap<string, Letter>> {
    const signer = await this.signing.current();
    const kept = this.lettersBy.get(signer) ?? new Map<string, Letter>();
    this.lettersBy.set(signer, kept);
    const ready = new Map<string, Letter>();
    const keyOf = (id: string): string => (mayTrack(id) ? `${id} tracked` : id);
    for (const id of ids) {
      const known = kept.get(keyOf(id));
      if (known) ready.set(id, known);
    }
    const missing = ids.filter((id) => !ready.has(id));
    if (missing.length === 0) return ready;
    // The first use of a template may have begun the warm-up of its sender a moment ago.
    this.rules.forget();
    for (const [id, template] of await this.templates.branded(missing)) {
      const letter = await Letter.of({ ...template, isTracked: mayTrack(id) }, { signer, threads: this.threads, workshop: this.workshop });
      ready.set(id, letter);
      keep(kept, keyOf(id), letter);
    }
    return ready;
  }
}

function keep(letters: Map<string, Letter>, id: string, letter: Letter): void {
  letters.set(id, letter);
  const [oldest] = letters.keys();
  if (letters.size > KEPT && oldest !== undefined) letters.delete(oldest);
}
