import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '@widecast/mail';
import { waitUntil } from '@widecast/testing';
import type { ChannelLanes } from '../channels/channel-lanes.ts';
import type { Lane } from '../lanes/lane.ts';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';
import type { ComposerService } from '../messages/composer.service.ts';
import type { OutgoingMessage } from '../messages/outgoing-message.ts';
import type { Tokens } from '../throttles/tokens.ts';
import { ClaimRunner } from './claim-runner.ts';
import type { Permits } from './permit.ts';
import type { Recorder } from './recorder.ts';

describe('a claim', () => {
  it('has no more messages composed than its connections take, each one and one ahead', async () => {
    const answers: ((attempt: Attempt) => void)[] = [];
    let composed = 0;
    const compose = (): OutgoingMessage => ({ from: 'a@shop.test', to: `b${(composed += 1)}@post.test`, raw: Buffer.alloc(0), subject: '', html: null, text: '' });
    const lane = { isResting: false, connections: 3, send: () => new Promise<Attempt>((answer) => answers.push(answer)) } as unknown as Lane;
    const permit = { isOurs: true, admit: (window: ClaimedDelivery[]) => Promise.resolve(window), mayLeave: () => true, close: () => undefined, end: () => Promise.resolve() };
    const runner = new ClaimRunner(
      { for: () => permit } as unknown as Permits, { prepare: () => Promise.resolve(compose) } as unknown as ComposerService,
      { finish: () => Promise.resolve() } as unknown as Recorder, { of: () => Promise.resolve(undefined) } as unknown as ChannelLanes, { relayFor: () => undefined } as unknown as Tokens, lane,
    );
    const rows = Array.from({ length: 20 }, (_, seq) => ({ seq }));

    const running = runner.run({ rows } as unknown as Claim, new AbortController().signal, () => undefined);
    await waitUntil(() => answers.length === 6, { what: 'six messages to be on their way' });
    expect(composed).toBe(6);

    answers.shift()?.({ kind: 'accepted' });
    await waitUntil(() => answers.length === 6, { what: 'the next of them' });
    expect(composed).toBe(7);

    for (let n = 1; n < 20; n += 1) {
      await waitUntil(() => answers.length > 0, { what: 'another' });
      answers.shift()?.({ kind: 'accepted' });
    }
    await running;
    expect(composed).toBe(20);
  });
});
