import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Brand } from '../brands/brand.entity.ts';
import type { CampaignsService } from '../campaigns/campaigns.service.ts';
import type { Claim } from '../ledger/delivery.ts';
import { Signer } from '../signing/signer.ts';
import { MessageSigning } from '../signing/message-signing.ts';
import type { SigningKeys } from '../signing/signing-keys.ts';
import type { UnsubscribeLinks } from '../suppressions/unsubscribe-links.ts';
import type { Template } from '../templates/template.entity.ts';
import type { BrandedTemplate, TemplatesService } from '../templates/templates.service.ts';
import { Workshop } from '../templates/workshop/workshop.ts';
import { ComposerService } from './composer.service.ts';
import type { RulesService } from '../throttles/rules.service.ts';
import type { TrackingService } from '../tracking/tracking.service.ts';
import type { RepliesService } from './replies.service.ts';

const brand = { legalName: 'Acme', postalAddress: 'x', fromName: 'Acme', fromAddress: 'news@acme.example', replyTo: null } as Brand;
const branded = (id: string): BrandedTemplate => ({ brand, template: { kind: 'promotion', subject: id, html: '<p>x</p>', text: 'x' } as Template });

const claimOf = (templateIds: readonly string[]): Claim => ({
  fence: randomUUID(), takenAt: 0, sourceId: randomUUID(), kind: 'funnel', inDoubt: null, channelId: null,
  rows: templateIds.map((templateId, seq) => ({
    seq, step: 's', contactId: randomUUID(), contactVersion: 1, email: 'a@example.com', fields: {}, arm: null, templateId, promotion: true, attempt: 0,
  })),
});

describe('the composer', () => {
  it('finds every template of its claim, however many others are compiled meanwhile', async () => {
    const templates = { branded: (ids: readonly string[]) => new Promise((resolve) => void setTimeout(() => resolve(new Map(ids.map((id) => [id, branded(id)]))), 1)) };
    const untracked = { of: () => Promise.resolve({ mayTrack: () => false, linksFor: () => undefined }) };
    const links = { urlFor: () => 'https://mail.example/u/x' };
    const signer = new Signer([]);
    const composer = new ComposerService(
      {} as CampaignsService, templates as unknown as TemplatesService, {} as RepliesService, links as unknown as UnsubscribeLinks, { current: () => Promise.resolve(signer) } as unknown as SigningKeys, new MessageSigning(), new Workshop(), untracked as unknown as TrackingService,
      { forget: () => undefined } as RulesService);
    const claims = Array.from({ length: 12 }, (_, n) => claimOf(Array.from({ length: 60 }, (_each, at) => `template ${n * 30 + at}`)));

    const subjects = await Promise.all(claims.map(async (claim) => {
      const compose = await composer.prepare(claim);
      return await Promise.all(claim.rows.map(async (row) => (await compose(row)).subject));
    }));

    expect(subjects).toEqual(claims.map(({ rows }) => rows.map(({ templateId }) => templateId)));
  });
});
