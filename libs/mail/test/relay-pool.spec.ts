import { afterEach, describe, expect, it } from '@jest/globals';
import { reactAt, reactToRecipient, startSmtpSink, waitUntil, type SmtpScript, type SmtpSink, type SmtpSinkOptions, type SmtpStage } from '@widecast/testing';
import { relayOf, RelayPool, tryRelay, type Attempt, type RelayUnusable } from '../src/index.ts';

const BODY = 'Subject: x\r\n\r\nHello\r\n.\r\n..two\r\nend';

interface Sent {
  readonly to: string;
  readonly attempt: Attempt;
}

describe.each([{ pipelining: true }, { pipelining: false }])('a relay, pipelining: $pipelining', (options: SmtpSinkOptions) => {
  let sink: SmtpSink;
  let pool: RelayPool;
  let faults: RelayUnusable[];
  /** Whether the pool rested when it told of each. */
  let rested: boolean[];

  const start = async (script: SmtpScript = () => undefined, changes: { connections?: number; timeout?: number } = {}, offers: SmtpSinkOptions = {}): Promise<void> => {
    sink = await startSmtpSink({ ...options, ...offers, script });
    [faults, rested] = [[], []];
    const onFault = (fault: RelayUnusable): void => {
      faults.push(fault);
      rested.push(pool.isResting);
    };
    pool = new RelayPool({ relay: relayOf(`smtp://127.0.0.1:${sink.port}`), connections: 1, timeout: 30_000, rest: 20, onFault, ...changes });
  };

  afterEach(async () => {
    await pool.close();
    await sink.stop();
  });

  const send = (to: string, { raw = BODY, mayLeave = (): boolean => true } = {}): Promise<Sent> =>
    new Promise((resolve) => pool.push({ message: { from: 'a@shop.test', to, raw: Buffer.from(raw) }, mayLeave, done: (attempt) => resolve({ to, attempt }) }));
  const sendAll = (count: number): Promise<Sent[]> => Promise.all(Array.from({ length: count }, (_, n) => send(`p${n}@x.test`)));
  const kinds = (sent: readonly Sent[]): string[] => sent.map(({ attempt }) => attempt.kind);

  it('gets every message once and as it was meant, dots and all', async () => {
    await start(undefined, { connections: 3 });

    const sent = await sendAll(50);

    expect(new Set(kinds(sent))).toEqual(new Set(['accepted']));
    expect([...sink.recipients()].toSorted()).toEqual(sent.map(({ to }) => to).toSorted());
    expect(new Set(sink.messages().map(({ raw }) => raw.toString()))).toEqual(new Set([`${BODY}\r\n`]));
    expect(sink.connections.total).toBeLessThanOrEqual(3);
  });

  it('that refuses some recipients takes all others by the same connection', async () => {
    await start(reactToRecipient((address) => {
      if (address.startsWith('p3@')) return { reply: '550 5.1.1 no such user' };
      return address.startsWith('p5@') ? { reply: '451-4.7.1 greylisted,\r\n451 4.7.1 try again in 300 seconds' } : undefined;
    }));

    const sent = await sendAll(10);

    expect(sent[3]?.attempt).toEqual({ kind: 'refused', permanent: true, code: '550 5.1.1', aboutRecipient: true });
    expect(sent[5]?.attempt).toEqual({ kind: 'refused', permanent: false, code: '451 4.7.1', aboutRecipient: true, hint: 300_000 });
    expect(kinds(sent).filter((kind) => kind === 'accepted')).toHaveLength(8);
    expect(sink.count).toBe(8);
    expect(sink.connections.total).toBe(1);
  });

  it('that says no to the sender or the message has said no to that message alone', async () => {
    const seen = new Map<SmtpStage, number>();
    await start(({ stage }) => {
      const times = (seen.get(stage) ?? 0) + 1;
      seen.set(stage, times);
      if (stage === 'mail' && times === 2) return { reply: '553 5.1.8 sender refused' };
      if (stage === 'data' && times === 3) return { reply: '554 5.7.1 no' };
      return stage === 'message' && times === 4 ? { reply: '452 4.3.1 disk full' } : undefined;
    });

    const sent = await sendAll(10);

    expect(sent.map(({ attempt }) => (attempt.kind === 'refused' ? attempt.code : attempt.kind)).filter((what) => what !== 'accepted')).toEqual(['553 5.1.8', '554 5.7.1', '452 4.3.1']);
    expect(sink.count).toBe(7);
    expect(faults).toEqual([]);
  });

  it('that closes after the final dot leaves that message unknown and no other', async () => {
    let closed = false;
    await start(({ stage, to }) => {
      if (stage !== 'message' || to[0] !== 'p4@x.test' || closed) return undefined;
      closed = true;
      return { close: true, store: true };
    });

    const sent = await sendAll(10);

    expect(sent.filter(({ attempt }) => attempt.kind !== 'accepted')).toEqual([{ to: 'p4@x.test', attempt: { kind: 'unknown' } }]);
    expect(sink.count).toBe(10);
    expect(new Set(sink.recipients()).size).toBe(10);
  });

  it.each<SmtpStage>(['mail', 'rcpt', 'data'])('that closes at %s on a connection that was good before loses and doubles nothing', async (stage) => {
    let times = 0;
    await start((moment) => (moment.stage === stage && (times += 1) % 4 === 0 ? { close: true } : undefined));

    const sent = await sendAll(20);

    expect(new Set(kinds(sent))).toEqual(new Set(['accepted']));
    expect(sink.count).toBe(20);
    expect(faults).toEqual([]);
  });

  it.each<[SmtpStage, string]>([['connect', '421 busy'], ['ehlo', '550 go away'], ['mail', '421 4.3.2 shutting down'], ['mail', '451 4.3.0 not now'], ['mail', '530 5.7.0 log in first']])(
    'that cannot take mail of anybody (%s: %s) has one fault, and no message an attempt', async (stage, reply) => {
      await start(reactAt(stage, { reply }));

      const sent = await sendAll(20);

      expect(new Set(kinds(sent))).toEqual(new Set(['unsent']));
      expect(faults).toHaveLength(1);
      expect(rested).toEqual([true]);
      sink.follow(() => undefined);
      await waitUntil(() => !pool.isResting, { what: 'the end of the rest' });
      expect(kinds(await sendAll(3))).toEqual(['accepted', 'accepted', 'accepted']);
    });

  it.each<[string, string, SmtpSinkOptions, SmtpStage, string]>([
    ['tls', '?tls=required', {}, 'starttls', '454 4.7.0 TLS not available'], ['tls', '?tls=required', { offers: ['starttls'] }, 'data', '354 never asked'],
    ['login', '', { offers: ['login'] }, 'auth', '535 5.7.8 wrong password'],
  ])('that does not give %s has that fault (%s, %j, %s: %s), which a try finds too', async (reason, query, offers, stage, reply) => {
    sink = await startSmtpSink({ ...options, ...offers, script: reactAt(stage, { reply }) });
    faults = [];
    const relay = relayOf(`smtp://user:pass@127.0.0.1:${sink.port}${query}`);
    pool = new RelayPool({ relay, connections: 3, timeout: 30_000, rest: 5000, onFault: (fault) => faults.push(fault) });

    expect(new Set(kinds(await sendAll(5)))).toEqual(new Set(['unsent']));

    expect(faults.map((fault) => fault.reason)).toEqual([reason]);
    expect(faults[0]?.said).not.toBe('');
    expect(await tryRelay(relay, 5000)).toMatchObject({ reason });
    expect(sink.count).toBe(0);
  });

  it('that wants a login and gets it takes mail', async () => {
    sink = await startSmtpSink({ ...options, offers: ['login'] });
    const relay = relayOf(`smtp://user:pass@127.0.0.1:${sink.port}`);
    pool = new RelayPool({ relay, connections: 1, timeout: 30_000, rest: 5000, onFault: () => undefined });

    expect(kinds(await sendAll(2))).toEqual(['accepted', 'accepted']);
    expect(await tryRelay(relay, 5000)).toBeInstanceOf(Set);
  });

  it('that allows fewer connections than wanted, and says so to the first of them, takes all by those there are', async () => {
    let refusals = 0;
    await start(({ stage }) => (stage === 'connect' && sink.connections.open > 2 && (refusals += 1) > 0 ? { reply: '421 too many connections' } : stage === 'connect' && sink.connections.open <= 2 ? { delay: 50 } : undefined), { connections: 6 });

    expect(new Set(kinds(await sendAll(30)))).toEqual(new Set(['accepted']));
    expect(refusals).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  });

  it('that asks for slowness with 421 at the recipient defers that one and is spoken to anew', async () => {
    let times = 0;
    await start(reactToRecipient(() => ((times += 1) === 3 ? { reply: '421 4.7.28 too fast' } : undefined)));

    const sent = await sendAll(6);

    expect(sent[2]?.attempt).toEqual({ kind: 'refused', permanent: false, code: '421 4.7.28', aboutRecipient: true });
    expect(sink.count).toBe(5);
  });

  it('that falls silent is given up; only what was written may have got there', async () => {
    await start(({ stage, to }) => (stage === 'message' && to[0] === 'p2@x.test' ? { delay: 3000 } : undefined), { timeout: 1000 });

    const sent = await sendAll(5);

    expect(kinds(sent)).toEqual(['accepted', 'accepted', 'unknown', 'accepted', 'accepted']);
  });

  it('gets nothing of what may not leave any more when its turn comes', async () => {
    const closed = new Set<string>();
    await start(({ stage, recipient }) => {
      // The fence closes after the envelope of p2 has arrived.
      if (stage === 'rcpt' && recipient === 'p2@x.test') closed.add(recipient);
      return undefined;
    });

    const sent = await Promise.all(Array.from({ length: 6 }, (_, n) => send(`p${n}@x.test`, { mayLeave: () => !closed.has(`p${n}@x.test`) && n !== 4 })));

    expect(kinds(sent)).toEqual(['accepted', 'accepted', 'stopped', 'accepted', 'stopped', 'accepted']);
    expect([...sink.recipients()].toSorted()).toEqual(['p0@x.test', 'p1@x.test', 'p3@x.test', 'p5@x.test']);
  });

  it('is not told of addresses that would break a command', async () => {
    await start();

    const sent = await Promise.all(['a@x.test>\r\nRCPT TO:<b@x.test', 'c d@x.test', '', 'fine@x.test', 'почта@x.test'].map((to) => send(to)));

    expect(kinds(sent)).toEqual(['unfit', 'unfit', 'unfit', 'accepted', 'accepted']);
    expect(sink.recipients()).toEqual(['fine@x.test', 'почта@x.test']);
  });

  it('without SMTPUTF8 is told only of addresses in ASCII', async () => {
    await start(undefined, {}, { smtpUtf8: false });

    const sent = await Promise.all(['почта@x.test', 'fine@x.test'].map((to) => send(to)));

    expect(sent.map(({ attempt }) => attempt)).toEqual([{ kind: 'unfit', reason: 'no_smtputf8' }, { kind: 'accepted' }]);
    expect(sink.recipients()).toEqual(['fine@x.test']);
  });

  it('that breaks off in the middle of a large message cannot have it', async () => {
    let isFirst = true;
    await start(({ stage }) => {
      if (stage !== 'data' || !isFirst) return undefined;
      isFirst = false;
      return { reply: '354 go ahead', close: true };
    });

    const large = await send('large@x.test', { raw: `Subject: x\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(200_000)}` });

    expect(large.attempt.kind).toBe('unsent');
    expect(sink.count).toBe(0);
  });
});
