import { Controller } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { listAccounts, showAccount, showTiers } from './accounts.api.ts';
import { AccountsReader, type AccountView, type TiersView } from './accounts.reader.ts';

@Controller()
export class AccountsController {
  constructor(private readonly accounts: AccountsReader) {}

  @Handles(showTiers)
  tiers(): Promise<TiersView> {
    return this.accounts.tiers();
  }

  @Handles(listAccounts)
  async list(@Input() { query }: InputOf<typeof listAccounts>): Promise<{ accounts: AccountView[]; after: string | null }> {
    const accounts = await this.accounts.find(query);
    return { accounts, after: accounts.length < query.limit ? null : (accounts.at(-1)?.id ?? null) };
  }

  @Handles(showAccount)
  show(@Input() { params }: InputOf<typeof showAccount>): Promise<AccountView> {
    return this.accounts.show(params.id);
  }
}
