import { Injectable } from '@nestjs/common';
import type { AudienceChunkPrepared, AudienceFrozen, AudienceRefused, DeliveryState, Recipient } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { ContractViolation } from '@widecast/messaging';
import { CampaignRunService } from '../campaigns/campaign-run.service.ts';
import type { NewDelivery } from '../ledger/delivery.ts';
import { Entries } from '../ledger/entries.ts';
import { ChunksRepository, type ChunkConflict } from './chunks.repository.ts';
import { GLOBAL_HOLD_OUT, isHeldOut, type SendingPolicy } from '../policy/sending-policy.ts';
import { SendingPolicyService } from '../policy/sending-policy.service.ts';
import { chooserOf, type Arm, type Assignment, type ChooseArm } from './assignment.ts';

/** Brings the frozen audience of a campaign into the ledger, whatever the order in which news of it come. */
@Injectable()
export class AudienceService {
  constructor(
    private readonly database: Database,
    private readonly entries: Entries,
    private readonly chunks: ChunksRepository,
    private readonly runs: CampaignRunService,
    private readonly policies: SendingPolicyService,
  ) {}

  async noteFrozen({ campaignId, selected, leftOut, audience, chunks }: AudienceFrozen): Promise<void> {
    await this.database.transaction(async (tx) => {
      const rows = await tx.query('UPDATE campaigns SET selected = $2, left_out = $3, audience = $4, chunks = $5 WHERE id = $1 RETURNING id',
        [campaignId, selected, JSON.stringify(leftOut), audience, chunks]);
      if (rows.length === 0) throw unknownCampaign(campaignId);
      await this.runs.begin(tx, campaignId);
      for (const number of await this.chunks.beyond(tx, campaignId, chunks)) await this.contest(tx, campaignId, number, 'beyond_audience');
    });
  }

  /** There will be no audience: the campaign waits for a person. */
  async noteRefused({ campaignId, reason }: AudienceRefused): Promise<void> {
    await this.database.transaction(async (tx) => {
      const rows = await tx.query("SELECT FROM campaigns WHERE id = $1 AND state <> 'draft'", [campaignId]);
      if (rows.length === 0) throw unknownCampaign(campaignId);
      await this.runs.stall(tx, campaignId, reason);
    });
  }

  /**
   * Chunks of one campaign, some thousand recipients at most. One that came before changes nothing; one that contradicts what came
   * before is not entered, and pauses the campaign.
   */
  async enterChunks(chunks: readonly AudienceChunkPrepared[]): Promise<void> {
    try {
      await this.database.transaction((tx) => this.enter(tx, chunks));
    } catch (error) {
      if (!(error instanceof KnownRecipients)) throw error;
      // One by one it is seen which of them it is.
      for (const chunk of chunks) await this.database.transaction((tx) => this.enter(tx, [chunk]));
    }
  }

  private async enter(tx: Transaction, chunks: readonly AudienceChunkPrepared[]): Promise<void> {
    const [first] = chunks;
    if (!first) return;
    const { campaignId, number } = first;
    const choose = await chooserFor(tx, campaignId);
    const policy = await this.policies.read(tx);
    const recipients = (await this.newOf(tx, chunks)).flatMap((chunk) => chunk.recipients);
    if (recipients.length === 0) return;
    await this.runs.begin(tx, campaignId);
    const entered = await this.entries.enter(tx, { id: campaignId, kind: 'campaign' }, recipients.map((recipient) => deliveryFor(recipient, choose, policy)));
    if (entered === recipients.length) return;
    if (chunks.length > 1) throw new KnownRecipients();
    await this.contest(tx, campaignId, number, 'known_recipients');
  }

  private async newOf(tx: Transaction, chunks: readonly AudienceChunkPrepared[]): Promise<AudienceChunkPrepared[]> {
    const news: AudienceChunkPrepared[] = [];
    for (const chunk of chunks) {
      const noted = await this.chunks.note(tx, chunk);
      if (noted === 'new') news.push(chunk);
      else if (noted !== 'known') await this.contest(tx, chunk.campaignId, chunk.number, noted);
    }
    return news;
  }

  private async contest(tx: Transaction, campaignId: string, number: number, conflict: ChunkConflict): Promise<void> {
    if (await this.chunks.noteConflict(tx, campaignId, number, conflict)) await this.runs.stall(tx, campaignId, 'chunk_conflict');
  }
}

/** Some of the recipients of several chunks are in the ledger already. */
class KnownRecipients extends Error {}

async function chooserFor(tx: Transaction, campaignId: string): Promise<ChooseArm> {
  const [campaign] = await tx.query<{ arms: Arm[]; assignment: Assignment }>("SELECT arms, assignment FROM campaigns WHERE id = $1 AND state <> 'draft'", [campaignId]);
  if (!campaign) throw unknownCampaign(campaignId);
  return chooserOf(campaign.arms, campaign.assignment, campaignId);
}

function deliveryFor({ contactId, version, email, fields }: Recipient, choose: ChooseArm, policy: SendingPolicy): NewDelivery {
  const isOut = isHeldOut(policy, contactId);
  const arm = isOut ? undefined : choose(contactId, fields);
  const entry = (state: DeliveryState, reason: string | null): NewDelivery => ({
    step: '', contactId, contactVersion: version, email, fields, arm: arm?.name ?? null, templateId: null, promotion: true, state, reason,
  });
  if (isOut) return entry('held_out', GLOBAL_HOLD_OUT);
  if (!arm) return entry('skipped', 'no_arm');
  return entry(arm.templateId === null ? 'held_out' : 'pending', null);
}

const unknownCampaign = (id: string): ContractViolation => new ContractViolation([{ path: 'campaignId', message: `${id} is not a campaign that was launched here` }]);
