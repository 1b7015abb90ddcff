import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { bucketOf, contactsChanged, responsesObserved, type Recipient, type ResponsesObserved } from '@widecast/contracts';
import { LinkSigner } from '@widecast/mail';
import { waitUntil, type Answer } from '@widecast/testing';
import { aBrand, aCampaign, aRecipient, created, launchOver, startStage, untilState, type Stage } from './builders.ts';
import { parseMail, type Mail } from './mail.ts';

const BROWSER = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36' };
const LINK_SECRET = 'a secret of links in tests, long enough';
const HTML = '<html><body><a href="https://shop.example/?q={{ plan }}&amp;b=1">Shop</a> <a href="https://blog.example/">Blog</a> <a href="mailto:a@acme.example">Write</a></body></html>';
type Response = ResponsesObserved['responses'][number];

describe('tracking', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage({ env: { PUBLIC_URL: 'https://mail.example', LINK_SECRET } });
  });

  afterAll(() => stage.stop());

  beforeEach(() => stage.sink.clear());

  const aTrackedTemplate = async (tracking: string, html = HTML): Promise<string> =>
    await created(stage.service, 'templates', { name: 'Spring', kind: 'promotion', brandId: await created(stage.service, 'brands', aBrand({ tracking })), subject: 'Hi', html });
  const mailsTo = async (everybody: readonly Recipient[], templateId: string, changes: object = {}): Promise<Map<string, Mail>> => {
    const id = await aCampaign(stage.service, { arms: [{ name: 'only', templateId }], ...changes });
    await launchOver(stage.service, id, everybody);
    await untilState(stage.service, id, 'finished');
    return new Map(stage.sink.messages().map(({ raw }) => parseMail(raw)).map((mail) => [mail.headers['to'] ?? '', mail]));
  };
  const linksIn = ({ html }: Mail): string[] => Array.from(html.matchAll(/(?:href|src)="([^"]*)"/g), ([, link = '']) => link.replaceAll('&amp;', '&'));
  const isTracked = (mail: Mail | undefined): boolean => mail !== undefined && linksIn(mail).some((link) => link.startsWith('https://mail.example/c/'));
  const follow = (link: string, headers: Record<string, string> = BROWSER, method = 'GET'): Promise<Answer> =>
    stage.service.call(method, link.replace('https://mail.example', ''), { scopes: null, headers });
  const responses = async (contactId: string, atLeast: number): Promise<Response[]> =>
    await waitUntil(async () => {
      const found = (await stage.service.published(responsesObserved)).flatMap((each) => each.responses).filter((each) => each.contactId === contactId);
      return found.length >= atLeast ? found : undefined;
    }, { what: `${atLeast} responses` });
  const asks = async (recipient: Recipient, trackingConsent: boolean | null): Promise<void> => {
    const { contactId, email } = recipient;
    await stage.service.publish(contactsChanged, {
      bucket: bucketOf(contactId), contacts: [{ contactId, version: 1, email, accountId: null, tier: 'SMB', massTreatment: true, advertisingConsent: true, trackingConsent }],
    });
    await waitUntil(async () => (await stage.service.database.query('SELECT FROM contact_facts WHERE contact_id = $1', [contactId])).length > 0, { what: 'facts' });
  };

  it('leads a link by way of us to where it leads, and tells of clicks and opens with who did them', async () => {
    const person = aRecipient(1);
    const [mail] = (await mailsTo([person], await aTrackedTemplate('unless_refused'))).values();
    const [shop = '', blog = '', mailto, out = '', image = ''] = linksIn(mail ?? ({ html: '' } as Mail));
    expect([mailto, out]).toEqual(['mailto:a@acme.example', expect.stringMatching(/^https:\/\/mail\.example\/u\//)]);

    const { status, headers } = await follow(shop);
    expect([status, headers.get('location'), headers.get('set-cookie'), headers.get('referrer-policy'), headers.get('cache-control')])
      .toEqual([302, 'https://shop.example/?q=basic&b=1', null, 'no-referrer', 'no-store']);
    const picture = await follow(image);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/gif']);
    expect((await follow(blog, BROWSER, 'HEAD')).status).toBe(302);

    expect((await responses(person.contactId, 3)).map(({ kind }) => kind).toSorted()).toEqual(['clicked', 'clicked', 'opened']);
    const [, , , , , token = ''] = /^https:\/\/mail\.example\/(c)\/(([\w-]{52})([\w-]{24}))\/([\w-]+)$/.exec(shop) ?? [];
    const subject = { kind: 'campaign' as const, sourceId: randomUUID(), contactId: randomUUID(), sentAt: Date.now() - 3600_000 };
    const pathOf = (of: typeof subject): string => `/c/${new LinkSigner(LINK_SECRET).sign('click', of, 'https://shop.example/?q=basic&b=1')}/${token}`;
    // It is sent at this moment: nobody reads so fast.
    const fresh = { ...subject, contactId: randomUUID(), sentAt: Date.now() };
    await follow(pathOf(fresh));
    expect(await responses(fresh.contactId, 1)).toMatchObject([{ kind: 'clicked', by: 'machine' }]);
    expect((await follow(pathOf(subject))).headers.get('location')).toBe('https://shop.example/?q=basic&b=1');
    expect(await responses(subject.contactId, 1)).toEqual([
      { responseId: expect.any(String), contactId: subject.contactId, source: { kind: 'campaign', id: subject.sourceId, step: '' }, kind: 'clicked', by: 'person', destination: 'https://shop.example/?q=basic&b=1', at: expect.any(String) },
    ]);
  });

  it('leads nowhere but to what was signed', async () => {
    const [mail] = (await mailsTo([aRecipient(2)], await aTrackedTemplate('unless_refused'))).values();
    const [shop = '', , , , image = ''] = linksIn(mail ?? ({ html: '' } as Mail));
    const evil = Buffer.from('https://evil.example').toString('base64url');
    const token = shop.split('/')[4] ?? '';
    const forged = [`/c/${token}/${evil}`, `${shop}A`, `${shop}=`, `/c/${'A'.repeat(76)}/${evil}`, `/c/x/${evil}`, `/c/${image.split('/')[4]}/${evil}`, `/o/${token}`, '/o/x', `${image}A`];

    for (const each of forged) {
      const { status, body, headers } = await follow(each);
      expect([each, status, headers.get('location'), body]).toEqual([each, 404, null, expect.stringContaining('This link does not work')]);
    }
  });

  it.each([
    ['off', [false, false, false]], ['consented', [true, false, false]], ['unless_refused', [true, false, true]],
  ])('of a brand that says %s is of who agreed, who refused and who was never asked: %j', async (policy, expected) => {
    const everybody = [aRecipient(11), aRecipient(12), aRecipient(13)];
    for (const [n, consent] of [true, false, null].entries()) await asks(everybody[n] ?? aRecipient(0), consent);

    for (const html of [HTML, HTML.replace('<a href="https://blog', '{% if name %}<a href="https://blog').replace('Blog</a>', 'Blog</a>{% endif %}')]) {
      stage.sink.clear();
      const mails = await mailsTo(everybody, await aTrackedTemplate(policy, html));
      expect(everybody.map(({ email }) => isTracked(mails.get(email)))).toEqual(expected);
      for (const mail of mails.values()) if (!isTracked(mail)) expect(linksIn(mail)[0]).toBe('https://shop.example/?q=basic&b=1');
    }
  });

  it('is of nobody where the campaign does not want it, and ends when the brand ends it', async () => {
    const templateId = await aTrackedTemplate('unless_refused');
    const brandId = ((await stage.service.get('/v1/brands?limit=1000')).body as { brands: { id: string }[] }).brands.at(-1)?.id;

    expect([...(await mailsTo([aRecipient(21)], templateId, { tracked: false })).values()].map(isTracked)).toEqual([false]);
    stage.sink.clear();
    expect([...(await mailsTo([aRecipient(22)], templateId)).values()].map(isTracked)).toEqual([true]);
    stage.sink.clear();
    expect((await stage.service.call('PATCH', `/v1/brands/${brandId}`, { body: { tracking: 'off' } })).status).toBe(200);
    expect([...(await mailsTo([aRecipient(23)], templateId)).values()].map(isTracked)).toEqual([false]);
  });

  it('loses nothing that was clicked before a stop', async () => {
    const other = await startStage({ databaseUrl: stage.service.databaseUrl, env: { LINK_SECRET } });
    const subject = { kind: 'campaign' as const, sourceId: randomUUID(), contactId: randomUUID(), sentAt: Date.now() - 3600_000 };
    const signer = new LinkSigner(LINK_SECRET);
    const path = `/o/${signer.sign('open', subject)}`;
    for (let n = 0; n < 20; n += 1) expect((await other.service.call('GET', path, { scopes: null, headers: BROWSER })).status).toBe(200);
    await other.stop();

    expect(await responses(subject.contactId, 20)).toHaveLength(20);
  });
});
