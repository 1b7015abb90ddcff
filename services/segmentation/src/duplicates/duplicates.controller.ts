import { Controller } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { AccountsReader, type AccountView } from '../accounts/accounts.reader.ts';
import { AccountMerges } from '../merges/account-merges.service.ts';
import type { MergeView } from '../merges/merges.api.ts';
import { DuplicateSearch, type SearchState } from './duplicate-search.ts';
import { dismissDuplicate, listAllMerges, listDuplicates, mergeDuplicate, searchDuplicates, showSearch, type DuplicateView } from './duplicates.api.ts';
import { DuplicatesService } from './duplicates.service.ts';

@Controller()
export class DuplicatesController {
  constructor(
    private readonly duplicates: DuplicatesService,
    private readonly search: DuplicateSearch,
    private readonly merges: AccountMerges,
    private readonly accounts: AccountsReader,
  ) {}

  @Handles(listDuplicates)
  async list(@Input() { query }: InputOf<typeof listDuplicates>): Promise<{ duplicates: DuplicateView[]; after: string | null }> {
    const duplicates = await this.duplicates.list(query);
    return { duplicates, after: duplicates.length < query.limit ? null : (duplicates.at(-1)?.id ?? null) };
  }

  @Handles(listAllMerges)
  async listMerges(@Input() { query }: InputOf<typeof listAllMerges>): Promise<{ merges: MergeView[] }> {
    return { merges: await this.merges.list({ intoId: null, limit: query.limit }) };
  }

  @Handles(showSearch)
  state(): Promise<SearchState> {
    return this.search.state();
  }

  @Handles(searchDuplicates)
  ask(): Promise<SearchState> {
    return this.search.ask();
  }

  @Handles(mergeDuplicate)
  async merge(@Input() { params, body, actor }: InputOf<typeof mergeDuplicate>): Promise<AccountView> {
    await this.duplicates.merge(params.id, { intoId: body.intoId, person: actor.name, note: body.note ?? null });
    return this.accounts.show(body.intoId);
  }

  @Handles(dismissDuplicate)
  dismiss(@Input() { params, body, actor }: InputOf<typeof dismissDuplicate>): Promise<DuplicateView> {
    return this.duplicates.dismiss(params.id, { person: actor.name, note: body.note ?? null });
  }
}
