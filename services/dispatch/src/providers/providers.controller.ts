import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { domainText } from '../addresses/domain-text.ts';
import { ProvidersService, type ProviderView } from './providers.service.ts';

const EXAMPLE = { domains: ['partner.example', 'mail.partner.example'], mx: ['mx.partner.example'] };
const name = z.string().regex(/^[a-z0-9-]{1,50}$/, 'must be of lower-case letters, digits and hyphens');
const provider = z.object({
  name, domains: z.array(z.string()), mx: z.array(z.string()).describe('Ends of the names of its mail exchangers, used where PROVIDER_MX is on'),
  updatedBy: z.string().nullable().describe('Null for those that are known from the start'),
});
const one = z.object({ name });

const listProviders = endpoint({
  method: 'GET', path: 'providers', scope: 'campaigns:read', summary: 'Who receives the mail of which domains',
  description: 'Throttles and lanes are by provider. A domain of none of them belongs to the provider `other`.', response: z.object({ providers: z.array(provider) }),
});
const setProvider = endpoint({
  method: 'PUT', path: 'providers/:name', scope: 'operations:write', summary: 'Add domains to a provider, known or new',
  description: 'It replaces what was added under this name before, and comes before what is known from the start. All processes know it within a second.',
  params: one, body: z.strictObject({ domains: z.array(domainText).max(5000), mx: z.array(domainText).max(100).default([]) }).meta({ examples: [EXAMPLE] }), response: provider,
});
const removeProvider = endpoint({ method: 'DELETE', path: 'providers/:name', scope: 'operations:write', status: 204, summary: 'Take back what was added under a name', params: one });

@Controller()
export class ProvidersController {
  constructor(private readonly providers: ProvidersService) {}

  @Handles(listProviders)
  async list(): Promise<{ providers: ProviderView[] }> {
    return { providers: await this.providers.list() };
  }

  @Handles(setProvider)
  set(@Input() { params, body, actor }: InputOf<typeof setProvider>): Promise<ProviderView> {
    return this.providers.set({ ...params, ...body }, actor);
  }

  @Handles(removeProvider)
  async remove(@Input() { params, actor }: InputOf<typeof removeProvider>): Promise<void> {
    await this.providers.remove(params.name, actor);
  }
}
