import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { DkimKeysService, type DkimKeyView } from './dkim-keys.service.ts';
import { DkimSealsService, type Resealed } from './dkim-seals.service.ts';

const algorithm = z.enum(['rsa', 'ed25519']);
const key = z.object({
  id: z.uuid(), domain: z.string(), selector: z.string(), algorithm: z.enum(['rsa-sha256', 'ed25519-sha256']),
  state: z.enum(['waiting', 'active', 'retired']).describe('waiting for its DNS record or a person; active: it signs; retired: it does not sign any more'),
  publish: z.object({ name: z.string(), type: z.literal('TXT'), value: z.string(), zoneLine: z.string().describe('The same as a line of a zone file, in strings of 255 bytes') }).describe('The record to set in DNS'),
  dns: z.enum(['published', 'absent', 'revoked', 'other_key', 'unknown']).describe('What was there at the last look; unknown: it could not be looked up'), lookedAt: z.date().nullable(),
  createdBy: z.string(), createdAt: z.date(), activatedBy: z.string().nullable().describe('DNS where nobody but its record has said so'), activatedAt: z.date().nullable(), retiredAt: z.date().nullable(),
}).meta({
  examples: [{
    id: '0191e0b0-5c3a-7d11-8a22-3b4c5d6e7fa0', domain: 'acme.example', selector: 'wc20261201e', algorithm: 'ed25519-sha256', state: 'waiting',
    publish: {
      name: 'wc20261201e._domainkey.acme.example', type: 'TXT', value: 'v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
      zoneLine: 'wc20261201e._domainkey.acme.example. IN TXT ( "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" )',
    },
    dns: 'absent', lookedAt: '2026-12-01T09:31:00.000Z', createdBy: 'growth', createdAt: '2026-12-01T09:30:00.000Z', activatedBy: null, activatedAt: null, retiredAt: null,
  }],
});
const one = z.object({ id: z.uuid() });

const listKeys = endpoint({
  method: 'GET', path: 'dkim-keys', scope: 'campaigns:read', summary: 'DKIM keys by sender domain, the newest first, each with its DNS record; private halves are never shown',
  query: z.object({ domain: z.string().max(255).optional() }), response: z.object({ keys: z.array(key) }),
});
const showKey = endpoint({ method: 'GET', path: 'dkim-keys/:id', scope: 'campaigns:read', summary: 'A DKIM key and its DNS record', params: one, response: key });
const createKey = endpoint({
  method: 'POST', path: 'dkim-keys', scope: 'operations:write', summary: 'Make a DKIM key for a sender domain, or bring one',
  description: 'The private half stays here, sealed; what comes back is the record to publish. The key waits and signs nothing until its record is in DNS, which is looked for every minute, or a person ' +
    'activates it. Then it takes the place of other active keys of the domain and kind, in all processes within seconds. RSA keys have 2048 bits; an Ed25519 key may sign beside one.',
  body: z.strictObject({
    domain: z.string().min(1).max(255).describe('The domain that mail is from, as in the address of a brand; it signs for domains below it too, where they have no key of their own'),
    algorithm: algorithm.default('rsa').describe('Of a key that is made here; each receiver can verify rsa'),
    selector: z.string().min(1).max(64).optional().describe('Made of the day where absent'),
    privateKey: z.string().max(10_000).optional().describe('A key that there is already: PEM, or PKCS #8 in base64, without passphrase'),
  }).meta({ examples: [{ domain: 'acme.example' }, { domain: 'acme.example', algorithm: 'ed25519', selector: 'spring' }] }),
  response: key,
});
const rotateKey = endpoint({
  method: 'POST', path: 'dkim-keys/:id/rotate', scope: 'operations:write', summary: 'Make a new key of the same domain and kind, which takes the place of this one once it is published',
  description: 'This one signs until then. Leave its record in DNS for a week after it was retired, for mail that is on its way.', params: one, response: key,
});
const activateKey = endpoint({
  method: 'POST', path: 'dkim-keys/:id/activate', scope: 'operations:write', status: 200, summary: 'Sign with a key from now on', params: one,
  description: 'Refused where its record is not in DNS, unless you say with "none" that it need not be looked for. Others of the domain and kind are retired.',
  body: z.strictObject({ check: z.enum(['dns', 'none']).default('dns') }), response: key,
});
const retireKey = endpoint({
  method: 'POST', path: 'dkim-keys/:id/retire', scope: 'operations:write', status: 200, summary: 'Sign with a key no longer', params: one, response: key,
  description: 'Where it is the last of its domain, the keys of DKIM_KEYS sign, or nothing does.',
});
const removeKey = endpoint({ method: 'DELETE', path: 'dkim-keys/:id', scope: 'operations:write', status: 204, summary: 'Remove a key that does not sign, its private half too', params: one });

const resealKeys = endpoint({
  method: 'POST', path: 'dkim-keys/reseal', scope: 'operations:write', status: 200, summary: 'Seal all private halves with the secret of today',
  description: 'After DKIM_SECRET has changed and the one before stands in DKIM_SECRETS_OLD, in every process. When it is done the old one may be taken out of DKIM_SECRETS_OLD. ' +
    'Refused, and nothing is changed, where no secret opens one of them.',
  response: z.object({ keys: z.int().describe('All there are'), resealed: z.int().describe('Those that an old secret had sealed') }).meta({ examples: [{ keys: 3, resealed: 3 }] }),
});

@Controller()
export class DkimKeysController {
  constructor(private readonly keys: DkimKeysService, private readonly seals: DkimSealsService) {}

  @Handles(listKeys)
  async list(@Input() { query }: InputOf<typeof listKeys>): Promise<{ keys: DkimKeyView[] }> {
    return { keys: await this.keys.list(query.domain) };
  }

  @Handles(showKey)
  show(@Input() { params }: InputOf<typeof showKey>): Promise<DkimKeyView> {
    return this.keys.get(params.id);
  }

  @Handles(createKey)
  create(@Input() { body, actor }: InputOf<typeof createKey>): Promise<DkimKeyView> {
    return this.keys.create(body, actor);
  }

  @Handles(rotateKey)
  rotate(@Input() { params, actor }: InputOf<typeof rotateKey>): Promise<DkimKeyView> {
    return this.keys.rotate(params.id, actor);
  }

  @Handles(activateKey)
  activate(@Input() { params, body, actor }: InputOf<typeof activateKey>): Promise<DkimKeyView> {
    return this.keys.activate(params.id, body.check, actor);
  }

  @Handles(retireKey)
  retire(@Input() { params, actor }: InputOf<typeof retireKey>): Promise<DkimKeyView> {
    return this.keys.retire(params.id, actor);
  }

  @Handles(removeKey)
  async remove(@Input() { params, actor }: InputOf<typeof removeKey>): Promise<void> {
    await this.keys.remove(params.id, actor);
  }

  @Handles(resealKeys)
  reseal(@Input() { actor }: InputOf<typeof resealKeys>): Promise<Resealed> {
    return this.seals.renew(actor);
  }
}
