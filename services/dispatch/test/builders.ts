import { randomUUID } from 'node:crypto';
import {
  audienceChunkPrepared, audienceFrozen, type AudienceChunkPrepared, type DeliveryState, type MergeFields, type Recipient,
} from '@widecast/contracts';
import { startSmtpSink, startTestService, waitUntil, type SmtpSink, type SmtpSinkOptions, type TestService, type TestServiceOptions } from '@widecast/testing';
import { dispatch } from '../src/index.ts';

/** Quick enough for tests; nothing else differs from the defaults. */
export const QUICK = { UPKEEP_MS: '50', SMTP_RETRY_MS: '20', SMTP_ATTEMPTS: '5', SMTP_REST_MS: '50' };

export interface Stage {
  readonly sink: SmtpSink;
  readonly service: TestService;
  stop(): Promise<void>;
}

/** The service with a relay. */
export async function startStage(options: TestServiceOptions = {}, sinkOptions: SmtpSinkOptions = {}): Promise<Stage> {
  const sink = await startSmtpSink(sinkOptions);
  const service = await startTestService(dispatch, { ...options, env: { ...QUICK, SMTP_URL: `smtp://127.0.0.1:${sink.port}`, ...options.env } });
  return {
    sink, service,
    stop: async () => {
      await service.stop();
      await sink.stop();
    },
  };
}

export type Body = Record<string, never> & { readonly id: string };

export async function created(service: TestService, path: string, body: object): Promise<string> {
  const answer = await service.post(`/v1/${path}`, body);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body as { id: string }).id;
}

let brands = 0;

export const aBrand = (changes: object = {}): object => ({
  name: `Acme ${(brands += 1)}`, legalName: 'Acme & Sons Ltd', postalAddress: '1 Main Street, Springfield', fromName: 'Acme', fromAddress: 'news@acme.example', ...changes,
});

export async function aTemplate(service: TestService, changes: object = {}): Promise<string> {
  const brandId = await created(service, 'brands', aBrand());
  return await created(service, 'templates', {
    name: 'Spring', kind: 'promotion', brandId, subject: 'Hello {{ name }}', html: '<html><body><p>Hello {{ name }}, you use {{ plan }}</p></body></html>', ...changes,
  });
}

export async function aCampaign(service: TestService, changes: object = {}): Promise<string> {
  const arms = [{ name: 'only', templateId: await aTemplate(service) }];
  return await created(service, 'campaigns', { name: 'Spring', segmentId: randomUUID(), arms, ...changes });
}

export const aRecipient = (n: number, fields: MergeFields = {}, version = 1): Recipient => ({
  contactId: randomUUID(), version, accountId: null, email: `person${n}@example.com`, fields: { name: `Person ${n}`, plan: 'basic', ...fields },
});

export const recipients = (count: number, fields: (n: number) => MergeFields = () => ({})): Recipient[] =>
  Array.from({ length: count }, (_, n) => aRecipient(n, fields(n)));

export function chunksOf(campaignId: string, everybody: readonly Recipient[], size: number): AudienceChunkPrepared[] {
  return Array.from({ length: Math.ceil(everybody.length / size) }, (_, number) => ({
    campaignId, number, recipients: everybody.slice(number * size, (number + 1) * size),
  }));
}

export async function freeze(service: TestService, campaignId: string, audience: number, chunks: number): Promise<void> {
  await service.publish(audienceFrozen, {
    campaignId, segmentId: randomUUID(), selected: audience + 3, leftOut: { upper_tier: 2, unknown_tier: 0, no_consent: 1, no_address: 0 }, audience, chunks, frozenAt: new Date().toISOString(),
  });
}

/** Launches a campaign over these recipients, as segmentation would answer. */
export async function launchOver(service: TestService, campaignId: string, everybody: readonly Recipient[], size = 100): Promise<void> {
  const { status, body } = await service.post(`/v1/campaigns/${campaignId}/launch`);
  if (status !== 200) throw new Error(`launch: ${status} ${JSON.stringify(body)}`);
  const chunks = chunksOf(campaignId, everybody, size);
  await freeze(service, campaignId, everybody.length, chunks.length);
  await service.publish(audienceChunkPrepared, ...chunks);
}

export interface CampaignBody {
  readonly state: string;
  readonly reason: string | null;
  readonly audience: number | null;
  readonly selected: number | null;
  readonly leftOut: Record<string, number> | null;
  readonly chunksArrived: number;
  readonly awaited: number;
  readonly missingChunks: number[] | null;
  readonly chunkConflicts: { readonly number: number; readonly conflict: string }[];
  readonly channelFault: { readonly why: string } | null;
  readonly relayFaults: readonly { readonly relay: string; readonly reason: string; readonly cause: string; readonly mend: string }[];
  readonly ledger: Record<DeliveryState, number> & { readonly audience: number; readonly balanced: boolean };
}

export async function lookAt(service: TestService, campaignId: string): Promise<CampaignBody> {
  return (await service.get(`/v1/campaigns/${campaignId}`)).body as CampaignBody;
}

/** Polls until the campaign is in this state; every look on the way must find a balanced ledger. */
export async function untilState(service: TestService, campaignId: string, state: string, timeout = 60_000): Promise<CampaignBody> {
  return await waitUntil(async () => {
    const campaign = await lookAt(service, campaignId);
    if (!campaign.ledger.balanced) throw new Error(`The ledger does not balance: ${JSON.stringify(campaign.ledger)}`);
    return campaign.state === state ? campaign : undefined;
  }, { what: `campaign ${state}`, timeout });
}
