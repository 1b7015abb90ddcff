import { Controller } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { AccountsReader, type AccountView } from '../accounts/accounts.reader.ts';
import { AccountMerges } from './account-merges.service.ts';
import { listMerges, mergeAccounts, undoMerge, type MergeView } from './merges.api.ts';

@Controller()
export class MergesController {
  constructor(
    private readonly merges: AccountMerges,
    private readonly accounts: AccountsReader,
  ) {}

  @Handles(mergeAccounts)
  async merge(@Input() { params, body, actor }: InputOf<typeof mergeAccounts>): Promise<AccountView> {
    await this.merges.merge({ accountId: body.accountId, intoId: params.id, person: actor.name, note: body.note ?? null });
    return this.accounts.show(params.id);
  }

  @Handles(listMerges)
  async list(@Input() { params }: InputOf<typeof listMerges>): Promise<{ merges: MergeView[] }> {
    await this.accounts.show(params.id);
    return { merges: await this.merges.list({ intoId: params.id, limit: 1000 }) };
  }

  @Handles(undoMerge)
  async undo(@Input() { params, actor }: InputOf<typeof undoMerge>): Promise<AccountView> {
    await this.merges.undo(params.id, actor.name);
    return this.accounts.show(params.id);
  }
}
