import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrand, aCampaign, aRecipient, aTemplate, created, launchOver, startStage, untilState, type Stage } from './builders.ts';
import { parseMail } from './mail.ts';

const MJML = '<mjml><mj-body><mj-section><mj-column><mj-text>Dear {{ name }}{% if plan == "gold" %}, with thanks{% endif %}</mj-text></mj-column></mj-section></mj-body></mjml>';
const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');

describe('templates', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage({ env: { DKIM_KEYS: `acme.example:s1:${key}` } });
  });

  afterAll(() => stage.stop());

  it('of MJML with conditions are rendered for each, marked as advertising and signed; who has a gap is skipped and counted', async () => {
    const { service, sink } = stage;
    const templateId = await aTemplate(service, {
      html: undefined, mjml: MJML, subject: 'Hi {{ name }}', language: 'ru', missingFields: 'skip', advertising: { advertiser: 'ООО «Ромашка»', erid: '2Vtzq' },
    });
    const id = await aCampaign(service, { arms: [{ name: 'only', templateId }] });

    await launchOver(service, id, [aRecipient(1, { plan: 'gold' }), aRecipient(2), aRecipient(3, { name: '' }), aRecipient(4, { name: null })]);
    const { ledger } = await untilState(service, id, 'finished');

    expect(ledger).toMatchObject({ accepted: 2, skipped: 2 });
    const mails = sink.messages().map(({ raw }) => parseMail(raw));
    expect(mails.filter(({ html }) => html.includes(', with thanks'))).toHaveLength(1);
    expect(mails).toHaveLength(2);
    for (const { html, text, headers } of mails) {
      for (const part of [html, text]) expect(part).toContain('Реклама. ООО «Ромашка». erid: 2Vtzq');
      expect(text).toContain('Отписаться от рассылки: http');
      expect(headers['dkim-signature']).toMatch(/a=ed25519-sha256; c=relaxed\/relaxed; d=acme\.example; s=s1;.*list-unsubscribe-post/);
    }
  });

  it('are shown as somebody would get them, and sent to one address to be looked at', async () => {
    const { service, sink } = stage;
    sink.clear();
    const templateId = await aTemplate(service);

    const { status, body } = await service.post(`/v1/templates/${templateId}/preview`, { fields: { name: 'Ann & Bob' } });
    expect([status, body]).toEqual([200, expect.objectContaining({ subject: 'Hello Ann & Bob', missing: ['plan'], bytes: expect.any(Number) })]);
    expect(body).toMatchObject({ html: expect.stringContaining('Hello Ann &amp; Bob, you use </p>'), text: expect.stringContaining('Unsubscribe: http') });

    expect(await service.post(`/v1/templates/${templateId}/test`, { to: 'me@example.com', fields: { name: 'Ann', plan: 'x' } })).toMatchObject({ status: 200, body: { sent: true } });
    expect([...sink.recipients()]).toEqual(['me@example.com']);
    expect((await service.post(`/v1/templates/${templateId}/test`, { to: 'a@b.example, c@d.example' })).status).toBe(422);
  });

  it('are refused where they have defects, and where they could have a gap and may not', async () => {
    const { service } = stage;
    const brandId = await created(service, 'brands', aBrand());
    const draft = { name: 'x', kind: 'promotion', brandId, subject: 'x' };
    const refusal = async (changes: object): Promise<unknown> => (await service.post('/v1/templates', { ...draft, ...changes })).body;

    expect(await refusal({ mjml: '<mjml>\n<mj-body><mj-oops /></mj-body></mjml>' })).toMatchObject({ errors: [{ field: 'body.mjml', message: expect.stringContaining('line 2') }] });
    expect(await refusal({ html: '<p class={{ x }}>' })).toMatchObject({ errors: [{ field: 'body.html', message: expect.stringMatching(/^line 1, column 10: put the attribute into quotes/) }] });
    expect(await refusal({ html: '<p>{{ x }}</p>', missingFields: 'refuse' })).toMatchObject({ errors: [{ field: 'body.missingFields', message: expect.stringContaining('{{ x | default: "…" }}') }] });
    expect(await refusal({ html: '<p>x</p>', advertising: { advertiser: 'Acme', erid: 'erid: 2Vtzq' } })).toMatchObject({ errors: [{ field: 'body.advertising.erid', message: expect.stringContaining('as the register gave it') }] });
    expect(await refusal({})).toMatchObject({ errors: [{ message: expect.stringContaining('either html or mjml') }] });
    const { samples } = (await service.get('/v1/template-samples')).body as { samples: object[] };
    const { body } = await service.post('/v1/templates', { ...samples[0], brandId });
    expect(body).toMatchObject({ fields: expect.arrayContaining(['name', 'offer_url']), neededFields: [], text: expect.stringContaining('{{ name') });
  });
});
