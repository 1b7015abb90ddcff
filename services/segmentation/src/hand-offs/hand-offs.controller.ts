import { Controller } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { AccountsReader, type AccountView } from '../accounts/accounts.reader.ts';
import {
  acceptHandOff, giveTier, listHandOffs, listVerdicts, returnHandOff, showHandOff, snoozeHandOff, type HandOffFile, type HandOffView, type PastVerdict,
} from './hand-offs.api.ts';
import { HandOffsRepository } from './hand-offs.repository.ts';
import { HandOffsService } from './hand-offs.service.ts';

@Controller()
export class HandOffsController {
  constructor(
    private readonly handOffs: HandOffsService,
    private readonly repository: HandOffsRepository,
    private readonly accounts: AccountsReader,
  ) {}

  @Handles(listHandOffs)
  async list(@Input() { query }: InputOf<typeof listHandOffs>): Promise<{ handOffs: HandOffView[]; after: string | null }> {
    const handOffs = await this.repository.list(query);
    return { handOffs, after: handOffs.length < query.limit ? null : (handOffs.at(-1)?.id ?? null) };
  }

  @Handles(showHandOff)
  file(@Input() { params }: InputOf<typeof showHandOff>): Promise<HandOffFile> {
    return this.handOffs.file(params.id);
  }

  @Handles(acceptHandOff)
  accept(@Input() { params, body, actor }: InputOf<typeof acceptHandOff>): Promise<HandOffView> {
    return this.handOffs.decide(params.id, { state: 'accepted', until: null, person: actor.name, note: body.note ?? null });
  }

  @Handles(snoozeHandOff)
  snooze(@Input() { params, body, actor }: InputOf<typeof snoozeHandOff>): Promise<HandOffView> {
    return this.handOffs.decide(params.id, { state: 'snoozed', until: body.until, person: actor.name, note: body.note ?? null });
  }

  @Handles(returnHandOff)
  async giveBack(@Input() { params, body, actor }: InputOf<typeof returnHandOff>): Promise<AccountView> {
    await this.handOffs.show(params.id);
    await this.handOffs.giveTier(params.id, body.tier, { person: actor.name, note: body.note ?? null });
    return this.accounts.show(params.id);
  }

  @Handles(giveTier)
  async giveTier(@Input() { params, body, actor }: InputOf<typeof giveTier>): Promise<AccountView> {
    await this.handOffs.giveTier(params.id, body.tier, { person: actor.name, note: body.note ?? null });
    return this.accounts.show(params.id);
  }

  @Handles(listVerdicts)
  async verdicts(@Input() { params }: InputOf<typeof listVerdicts>): Promise<{ verdicts: PastVerdict[] }> {
    await this.accounts.show(params.id);
    return { verdicts: await this.repository.verdicts(params.id) };
  }
}
