import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { Conflict, type Actor } from '@widecast/service-kit';
import { AccountCrossings } from '../accounts/account-crossings.ts';
import { assertNotMerged } from '../accounts/merged-facts.ts';
import { AccountsReader, type AccountView } from '../accounts/accounts.reader.ts';
import type { AccountLink } from './account-links.ts';
import { AccountJoins } from './account-joins.ts';
import { JoinsRepository } from './joins.repository.ts';

/** Each parent by the word of a person or by what lists tell, upwards; ends by itself where lists tell of a circle. */
const ANCESTORS = `
  WITH RECURSIVE up (id) AS (
    SELECT $1::uuid
    UNION
    SELECT p.id FROM up JOIN account_links l ON l.account_id = up.id AND l.kind = 'parent' JOIN accounts p ON p.key = l.value
  ) SELECT id FROM up WHERE id = $2`;

/** Where accounts are joined and shown. */
@Injectable()
export class Joining {
  constructor(
    readonly all: AccountJoins,
    readonly repository: JoinsRepository,
    readonly reader: AccountsReader,
  ) {}
}

/** What people say of the parents of accounts. */
@Injectable()
export class ParentsService {
  constructor(
    private readonly database: Database,
    private readonly crossings: AccountCrossings,
    private readonly joins: Joining,
  ) {}

  /** Throws NotFound, and {@link Conflict} where it would be its own parent or is merged into another one. */
  async put(id: string, parentId: string | null, actor: Actor): Promise<void> {
    await this.database.transaction((tx) => this.attach(tx, { id, parentId, person: actor.name }));
    await this.joins.all.complete();
  }

  async forget(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await keyOf(tx, id);
      await tx.query('DELETE FROM account_parents WHERE account_id = $1', [id]);
      await this.crossings.follow(tx, [id]);
    });
    await this.joins.all.complete();
  }

  async joined(id: string): Promise<(Pick<AccountView, 'id' | 'key' | 'name' | 'tier' | 'joinedWith'> & { links: AccountLink[] })[]> {
    const self = await this.joins.reader.show(id);
    const members = await this.database.transaction((tx) => this.joins.repository.membersOf(tx, [id], []));
    const shown = await Promise.all(members.filter((member) => member.id !== id).slice(0, 200).map((member) => this.joins.reader.show(member.id)));
    const links = new Map(members.map((member) => [member.id, member.links]));
    return [self, ...shown].map(({ id: account, key, name, tier, joinedWith }) => ({ id: account, key, name, tier, joinedWith, links: [...(links.get(account) ?? [])] }));
  }

  private async attach(tx: Transaction, { id, parentId, person }: Attachment): Promise<void> {
    // Two that attach at once could close a circle that neither sees.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('widecast account parents'))`);
    await keyOf(tx, id);
    const parentKey = parentId === null ? null : await keyOf(tx, parentId);
    const circle = parentId === null ? [] : await tx.query(ANCESTORS, [parentId, id]);
    if (circle.length > 0) throw new Conflict(`The account ${parentId} is the account ${id} itself or below it; detach it first`);
    await tx.query(
      `INSERT INTO account_parents (account_id, parent_key, person) VALUES ($1, $2, $3)
       ON CONFLICT (account_id) DO UPDATE SET parent_key = excluded.parent_key, person = excluded.person, at = now()`, [id, parentKey, person]);
    await this.crossings.follow(tx, [id]);
  }
}

interface Attachment {
  readonly id: string;
  readonly parentId: string | null;
  readonly person: string;
}

async function keyOf(tx: Transaction, id: string): Promise<string> {
  const [account] = await tx.query<{ key: string; into: string | null }>('SELECT key, merged_into AS into FROM accounts WHERE id = $1', [id]);
  assertNotMerged(account, id);
  return account.key;
}
