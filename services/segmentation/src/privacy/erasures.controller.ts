import { Controller } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { admitAddress, listErasures, requestErasure, showErasure } from './erasures.api.ts';
import type { Erasure } from './erasures.repository.ts';
import { ErasuresService } from './erasures.service.ts';

@Controller()
export class ErasuresController {
  constructor(private readonly erasures: ErasuresService) {}

  @Handles(requestErasure)
  request(@Input() { body, actor }: InputOf<typeof requestErasure>): Promise<Erasure> {
    return this.erasures.erase({ ...body, reason: body.reason ?? null, actor: actor.name });
  }

  @Handles(listErasures)
  async list(@Input() { query }: InputOf<typeof listErasures>): Promise<{ erasures: Erasure[]; after: string | null }> {
    const erasures = await this.erasures.list({ ...query, open: query.open === 'true' });
    return { erasures, after: erasures.length < query.limit ? null : (erasures.at(-1)?.id ?? null) };
  }

  @Handles(showErasure)
  show(@Input() { params }: InputOf<typeof showErasure>): Promise<Erasure> {
    return this.erasures.get(params.id);
  }

  @Handles(admitAddress)
  admit(@Input() { params }: InputOf<typeof admitAddress>): Promise<void> {
    return this.erasures.admit(params.email);
  }
}
