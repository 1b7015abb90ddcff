import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { accountHandOffChanged, bucketOf, campaignLaunched, contactsChanged, deliveriesSettled, type Tier } from '@widecast/contracts';
import { startTestService, type TestService } from '@widecast/testing';
import { analytics } from '../src/index.ts';
import { MassTouchesRepository } from '../src/mass-touches/mass-touches.repository.ts';
import { after, aHandOff, aLaunch, contacts, settled } from './builders.ts';

describe('mass messages to accounts of the upper tiers', () => {
  let service: TestService;
  const [mistaken = '', early = '', spared = '', small = '', returned = '', colleague = ''] = contacts(6);
  const [wasUpper, becameUpper, cameBack] = [randomUUID(), randomUUID(), randomUUID()];
  const campaignId = randomUUID();

  const person = (contactId: string, accountId: string, tier: Tier, companyId?: string) =>
    ({ bucket: bucketOf(contactId), contacts: [{ contactId, version: 2, email: null, accountId, tier, massTreatment: false, companyId, advertisingConsent: true }] });
  const touches = async (): Promise<Record<string, unknown>> => (await service.get('/v1/reports/mass-touches')).body as Record<string, unknown>;

  beforeAll(async () => {
    service = await startTestService(analytics);
  });

  afterAll(() => service.stop());

  it('are none where there were none, and that is shown', async () => {
    expect((await service.get('/v1/reports/overview')).body).toMatchObject({ massTouchedUpper: { accounts: 0, upperThen: 0, messages: 0 } });
    expect(await touches()).toEqual({ accounts: 0, upperThen: 0, upperNow: 0, contacts: 0, messages: 0, touches: [] });
  });

  it('are shown with who, when, from what and how the account was judged then, in whatever order the news came', async () => {
    const crossing = { tier: 'SMB', confidence: 0.75 } as const;
    await service.publish(deliveriesSettled, ...settled({ kind: 'campaign', id: campaignId }, [
      { contactId: mistaken, state: 'accepted' }, { contactId: early, state: 'accepted' }, { contactId: spared, state: 'skipped' }, { contactId: small, state: 'accepted' },
      { contactId: returned, state: 'accepted' }, { contactId: colleague, state: 'accepted' },
    ]));
    await service.publish(contactsChanged, person(mistaken, wasUpper, 'ENTERPRISE'), person(early, becameUpper, 'UMM'), person(spared, wasUpper, 'ENTERPRISE'), person(small, randomUUID(), 'SOHO'),
      person(returned, cameBack, 'UMM'), person(colleague, randomUUID(), 'SOHO', becameUpper));
    await service.publish(accountHandOffChanged,
      aHandOff({ accountId: cameBack, version: 1, tier: 'UMM', at: after(-3) }),
      aHandOff({ accountId: cameBack, version: 2, tier: 'SMB', handedOff: false, at: after(-2), before: { tier: 'UMM', confidence: 0.6 } }),
      aHandOff({ accountId: becameUpper, tier: 'UMM', confidence: 0.5, key: 'later.example', name: 'Later', before: crossing, at: after(1) }),
      aHandOff({ accountId: wasUpper, at: after(-1), before: { tier: 'UNKNOWN', confidence: 0 } }));
    await service.publish(campaignLaunched, aLaunch({ campaignId }));
    await service.digested();

    const { touches: shown, ...counts } = await touches();
    expect(counts).toEqual({ accounts: 2, upperThen: 1, upperNow: 2, contacts: 3, messages: 3 });
    expect(shown).toHaveLength(3);
    expect(shown).toEqual(expect.arrayContaining([
      expect.objectContaining({ accountId: wasUpper, contactId: mistaken, upper: 'then', tierThen: 'ENTERPRISE', source: { kind: 'campaign', id: campaignId, step: '', name: 'Spring' } }),
      expect.objectContaining({ accountId: becameUpper, contactId: early, upper: 'since', tierThen: 'SMB', confidenceThen: 0.75, tierNow: 'UMM', confidenceNow: 0.5, name: 'Later' }),
      expect.objectContaining({ accountId: becameUpper, contactId: colleague, upper: 'since', tierThen: 'SMB', name: 'Later' }),
    ]));
    expect((await service.get('/v1/reports/overview')).body).toMatchObject({ massTouchedUpper: counts });
    const counting = jest.spyOn(service.running.app.get(MassTouchesRepository), 'counts');
    await Promise.all([service.get('/metrics'), service.get('/metrics')]);
    expect(String((await service.get('/metrics')).body)).toMatch(/widecast_mass_touched_upper_accounts\{service="analytics",upper="then"\} 1/);
    expect(String((await service.get('/metrics')).body)).toMatch(/widecast_handed_off_accounts\{service="analytics",tier="UMM"\} 1\n.*tier="ENTERPRISE"\} 1/);
    expect(counting).toHaveBeenCalledTimes(1);
  });
});
