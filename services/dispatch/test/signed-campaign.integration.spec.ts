import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { dkimKeyOf } from '@widecast/mail';
import type { SmtpMessage, SmtpScript } from '@widecast/testing';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { aBrand, aCampaign, created, launchOver, recipients, startStage, untilState } from './builders.ts';
import { parseMail } from './mail.ts';

const pem = (privateKey: ReturnType<typeof generateKeyPairSync>['privateKey']): string => privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
const KEYS = [['RSA-2048', pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)], ['Ed25519', pem(generateKeyPairSync('ed25519').privateKey)]] as const;

/** Now and then a connection breaks, before the message or after it, and a recipient is refused for now. */
function trouble(): SmtpScript {
  let n = 0;
  return ({ stage }) => {
    n += 1;
    if (stage === 'rcpt' && n % 17 === 0) return { reply: '451 4.3.0 later' };
    if (stage === 'data' && n % 41 === 0) return { close: true };
    return stage === 'message' && n % 53 === 0 ? { close: true, store: true } : undefined;
  };
}

const EVERYBODY = recipients(600, (n) => ({ name: `${n} `.repeat(1 + (n * 7) % 900).trim() }));
const nameOf = new Map(EVERYBODY.map(({ email, fields }) => [email, fields['name']]));

describe('a campaign that is signed', () => {
  it.each(KEYS)('brings everybody his own mail, whole and found good, though connections break (%s)', async (_name, privateKey) => {
    const { record } = dkimKeyOf({ domain: 'acme.example', selector: 's', privateKey });
    const stage = await startStage({ env: { DKIM_KEYS: `acme.example:s:${privateKey}` } }, { script: trouble() });
    const { service, sink } = stage;
    const brandId = await created(service, 'brands', aBrand({ fromAddress: 'news@acme.example' }));
    const templateId = await created(service, 'templates', { name: 'x', kind: 'promotion', brandId, subject: 'Hi', html: '<p>[{{ name }}]</p>' });
    const id = await aCampaign(service, { arms: [{ name: 'only', templateId }], inDoubt: 'sent_again' });

    await launchOver(service, id, EVERYBODY);

    expect((await untilState(service, id, 'finished')).ledger).toMatchObject({ accepted: 600, balanced: true });
    expect(new Set(sink.recipients()).size).toBe(600);
    const wrong = await Promise.all(sink.messages().map(async (message) => ((await isGood(message, record)) && isHis(message) ? [] : message.envelope.to)));
    expect(wrong.flat()).toEqual([]);
    await stage.stop();
  }, 120_000);
});

async function isGood({ raw }: SmtpMessage, record: string): Promise<boolean> {
  const { results } = await dkimVerify(raw, { resolver: () => Promise.resolve([[record]]), minBitLength: 2048 });
  return results.length === 1 && results[0]?.status.result === 'pass';
}

function isHis({ envelope: { to: [to = ''] }, raw }: SmtpMessage): boolean {
  const { headers, html } = parseMail(raw);
  return headers['to'] === to && html.includes(`<p>[${nameOf.get(to)}]</p>`);
}
