import { Controller, Inject } from '@nestjs/common';
import { SERVICES, type ServiceName } from '@widecast/contracts';
import { ACTOR_HEADER, CONFIG, DomainError, endpoint, Handles, Input, NotFound, signActor, type Actor, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import type { GatewayConfig } from '../config.ts';
import { urlOf } from '../service-urls.ts';

const PATIENCE = 60_000;

const records = z.record(z.string(), z.array(z.unknown()));
type Records = z.infer<typeof records>;

export const exportPersonalData = endpoint({
  method: 'GET', path: 'contacts/:id/personal-data', scope: 'privacy:read', summary: 'All that any service knows of a person, in one file',
  description: 'For a person who asks for a copy of his data. It is whole or there is none: a service that does not answer is an error.',
  params: z.object({ id: z.uuid() }),
  response: z.object({ contactId: z.uuid(), exportedAt: z.iso.datetime(), ...Object.fromEntries(SERVICES.map((service) => [service, records])) }),
});

/** Puts together what the services know of a person; a copy that is not whole would be a wrong answer. */
@Controller()
export class PersonalDataController {
  constructor(@Inject(CONFIG) private readonly config: GatewayConfig) {}

  @Handles(exportPersonalData)
  async export(@Input() { params: { id }, actor }: InputOf<typeof exportPersonalData>): Promise<Record<string, unknown>> {
    const own = await this.ask('segmentation', id, { actor });
    const [contact] = own['contact'] as { email: string | null }[];
    if (!contact) throw new NotFound('contact', id);
    const others = SERVICES.filter((service) => service !== 'segmentation');
    const answers = await Promise.all(others.map(async (service) => [service, await this.ask(service, id, { actor, email: contact.email })] as const));
    return { contactId: id, exportedAt: new Date().toISOString(), segmentation: own, ...Object.fromEntries(answers) };
  }

  private async ask(service: ServiceName, id: string, { actor, email }: { readonly actor: Actor; readonly email?: string | null }): Promise<Records> {
    const url = new URL(`/v1/personal-data/${id}`, urlOf(this.config, service));
    if (email) url.searchParams.set('email', email);
    const headers = { [ACTOR_HEADER]: signActor(actor, this.config.WIDECAST_INTERNAL_SECRET) };
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE) }).catch(() => undefined);
    if (response?.ok !== true) throw new Incomplete(service);
    return records.parse(await response.json());
  }
}

class Incomplete extends DomainError {
  readonly kind = 'unavailable';

  constructor(service: ServiceName) {
    super(`${service} did not tell what it knows of the person, and a copy must be whole; try again when it is ready`);
  }
}
