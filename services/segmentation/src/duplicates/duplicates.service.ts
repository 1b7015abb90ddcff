import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { Invalid, NotFound } from '@widecast/service-kit';
import { AccountMerges } from '../merges/account-merges.service.ts';
import type { DuplicateView } from './duplicates.api.ts';
import { DuplicatesRepository, type ProposalFilter } from './duplicates.repository.ts';

/** What people decide on pairs of accounts that may be one. */
@Injectable()
export class DuplicatesService {
  constructor(
    private readonly database: Database,
    private readonly duplicates: DuplicatesRepository,
    private readonly merges: AccountMerges,
  ) {}

  list(filter: ProposalFilter): Promise<DuplicateView[]> {
    return this.duplicates.list(this.database, filter);
  }

  /** Throws {@link NotFound}, also where one of them is merged meanwhile. */
  async show(id: string): Promise<DuplicateView> {
    const duplicate = await this.duplicates.find(this.database, id);
    if (!duplicate) throw new NotFound('pair of duplicate accounts', id);
    return duplicate;
  }

  /** Throws {@link NotFound}, and {@link Invalid} where the account that stays is none of the two. */
  async merge(id: string, { intoId, person, note }: { intoId: string; person: string; note: string | null }): Promise<void> {
    const [one, other] = (await this.show(id)).accounts.map((account) => account.id);
    if (one === undefined || other === undefined || (intoId !== one && intoId !== other)) throw new Invalid('The account that stays is none of the two', [{ field: 'body.intoId', message: `give ${one} or ${other}` }]);
    await this.merges.merge({ accountId: intoId === one ? other : one, intoId, person, note });
  }

  async dismiss(id: string, decision: { person: string; note: string | null }): Promise<DuplicateView> {
    await this.show(id);
    await this.database.transaction((tx) => this.duplicates.dismiss(tx, id, decision));
    return this.show(id);
  }
}
