import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '@widecast/mail';
import type { OutgoingMessage } from '../messages/outgoing-message.ts';
import { orderFor, RelaysLane, type RelayLane } from './relays.lane.ts';

const recipients = Array.from({ length: 6000 }, (_, n) => `person${n}@example.com`);
const choices = [{ name: 'a', weight: 3 }, { name: 'b', weight: 2 }, { name: 'c', weight: 1 }];
const firstOf = (recipient: string, of = choices): string | undefined => orderFor(recipient, of)[0]?.name;

class Scripted implements RelayLane {
  isResting = false;
  sent = 0;
  readonly connections = 10;
  readonly relays = [];

  constructor(private readonly attempt: Attempt) {}

  send(): Promise<Attempt> {
    this.sent += 1;
    return Promise.resolve(this.attempt);
  }

  relayFor(): string {
    return '';
  }

  refuses(): boolean {
    return this.sent > 0 && this.attempt.kind === 'unfit';
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const UNABLE: Attempt = { kind: 'unfit', reason: 'no_smtputf8' };

const message = (to: string): OutgoingMessage => ({ from: 'a@shop.test', to, raw: Buffer.alloc(0), subject: '', html: null, text: '' });

describe('several relays', () => {
  it('share recipients by their weights', () => {
    const shares = choices.map(({ name }) => recipients.filter((recipient) => firstOf(recipient) === name).length / 1000);

    expect(shares[0]).toBeCloseTo(3, 0);
    expect(shares[1]).toBeCloseTo(2, 0);
    expect(shares[2]).toBeCloseTo(1, 0);
  });

  it('keep their recipients when one of them goes', () => {
    const without = choices.filter(({ name }) => name !== 'b');

    expect(recipients.filter((recipient) => firstOf(recipient) !== 'b' && firstOf(recipient) !== firstOf(recipient, without))).toEqual([]);
  });

  it('take over from one that cannot be used, and rest when all do', async () => {
    const [gone, good] = [new Scripted({ kind: 'unsent' }), new Scripted({ kind: 'accepted' })];
    const lane = new RelaysLane([{ name: 'gone', lane: gone, weight: 100 }, { name: 'good', lane: good, weight: 1 }]);

    const attempts = await Promise.all(recipients.slice(0, 50).map((to) => lane.send(message(to), () => true)));

    expect(new Set(attempts.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
    expect(gone.sent).toBeGreaterThan(0);
    gone.isResting = true;
    expect(lane.isResting).toBe(false);
    good.isResting = true;
    expect(lane.isResting).toBe(true);
    expect(await lane.send(message('x@example.com'), () => true)).toEqual({ kind: 'unsent' });
  });

  it('are asked in turn for one that knows of foreign addresses', async () => {
    const [unable, able] = [new Scripted(UNABLE), new Scripted({ kind: 'accepted' })];
    const lane = new RelaysLane([{ name: 'unable', lane: unable, weight: 1000 }, { name: 'able', lane: able, weight: 0.001 }]);
    const send = (): Promise<Attempt> => lane.send(message('почта@example.com'), () => true);

    expect(await send()).toEqual({ kind: 'accepted' });

    able.isResting = true;
    expect(await send()).toEqual({ kind: 'refused', permanent: false, code: 'no_smtputf8', aboutRecipient: true });
    expect(await new RelaysLane([{ name: 'unable', lane: unable, weight: 1 }]).send(message('почта@example.com'), () => true)).toEqual(UNABLE);
  });

  it('do not take a foreign address from one that has a limit: it is meant for the one that knows of such from then on', async () => {
    const [unable, able] = [new Scripted(UNABLE), new Scripted({ kind: 'accepted' })];
    const lane = new RelaysLane([{ name: 'unable', lane: unable, weight: 1000 }, { name: 'able', lane: able, weight: 0.001 }]);
    const sendVia = (via: string): Promise<Attempt> => lane.send(message('почта@example.com'), () => true, via);

    expect(lane.relayFor('почта@example.com')).toBe('unable');
    expect(await sendVia('unable')).toEqual({ kind: 'unsent' });
    expect(able.sent).toBe(0);

    expect(lane.relayFor('почта@example.com')).toBe('able');
    expect(await sendVia('able')).toEqual({ kind: 'accepted' });
    able.isResting = true;
    expect(await sendVia('unable')).toMatchObject({ kind: 'refused', permanent: false, code: 'no_smtputf8' });
  });

  it('leave a message alone that may have got there', async () => {
    const [doubtful, other] = [new Scripted({ kind: 'unknown' }), new Scripted({ kind: 'unknown' })];
    const lane = new RelaysLane([{ name: 'a', lane: doubtful, weight: 1 }, { name: 'b', lane: other, weight: 1 }]);

    await lane.send(message('x@example.com'), () => true);

    expect(doubtful.sent + other.sent).toBe(1);
  });
});
