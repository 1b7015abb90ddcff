import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { CompiledPolicy, type TierPolicy } from '@widecast/tiers';
import { AccountsRepository, type AccountSignals } from '../accounts/accounts.repository.ts';
import { apartBy } from '../joins/account-links.ts';
import { leadingOfEach } from '../joins/leading.ts';
import { verdictOf } from '../tiers/account-verdict.ts';
import { Joins } from '../tiers/tiering.ts';
import type { TrialView } from './tier-policies.api.ts';
import { EXAMPLES, examplesOf, type Move } from './trial-examples.ts';

const MOST = 20_000;
const BATCH = 1000;

interface Known {
  readonly id: string;
  readonly key: string;
  readonly name: string | null;
}

/** Judges accounts by a policy that is not chosen, and changes nothing. */
@Injectable()
export class PolicyTrial {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsRepository,
    private readonly joins: Joins,
  ) {}

  async run(policy: TierPolicy): Promise<TrialView> {
    const compiled = new CompiledPolicy(policy);
    const known = await this.database.query<Known>(`SELECT id, key, name FROM accounts WHERE merged_into IS NULL ORDER BY hashtext(id::text), id LIMIT ${MOST}`);
    const [all] = await this.database.query<{ accounts: number }>('SELECT count(*)::int AS accounts FROM accounts WHERE merged_into IS NULL');
    const trial = new Counts(new Map(known.map((account) => [account.id, account])));
    for (let first = 0; first < known.length; first += BATCH) {
      const ids = known.slice(first, first + BATCH).map(({ id }) => id);
      for (const account of await this.judgedApart(ids, compiled)) trial.note(account, compiled);
    }
    return { version: policy.version, accounts: all?.accounts ?? 0, looked: known.length, ...trial.view() };
  }

  /** The accounts with whom they would be led by: the largest of a company may be another one then, or as small as the rest. */
  private async judgedApart(ids: readonly string[], compiled: CompiledPolicy): Promise<AccountSignals[]> {
    const members = await this.database.transaction((tx) => this.joins.links.membersOf(tx, ids, apartBy(compiled.policy)));
    const accounts = await this.accounts.signalsOf(this.database, members.map(({ id }) => id));
    const own = new Map(accounts.map((account) => [account.id, verdictOf({ ...account, leading: null }, compiled)]));
    const leading = leadingOfEach(members.map((member) => ({ ...member, own: own.get(member.id) ?? member.own })));
    const looked = new Set(ids);
    return accounts.filter(({ id }) => looked.has(id)).map((account) => ({ ...account, leading: leading.get(account.id) ?? null }));
  }
}

class Counts {
  private readonly moves = new Map<string, Move>();
  private readonly treatment = { lost: 0, won: 0 };

  constructor(private readonly known: ReadonlyMap<string, Known>) {}

  note(account: AccountSignals, compiled: CompiledPolicy): void {
    const verdict = verdictOf(account, compiled);
    if (verdict.massTreatment !== account.massTreatment) this.treatment[verdict.massTreatment ? 'won' : 'lost'] += 1;
    if (verdict.tier === account.tier) return;
    const move: Move = this.moves.get(`${account.tier} ${verdict.tier}`) ?? { from: account.tier, to: verdict.tier, accounts: 0, examples: [] };
    this.moves.set(`${move.from} ${move.to}`, move);
    move.accounts += 1;
    const known = this.known.get(account.id);
    if (known && move.examples.length < EXAMPLES) move.examples.push({ ...known, from: move.from, to: move.to, confidence: verdict.confidence });
  }

  view(): Pick<TrialView, 'moves' | 'massTreatment' | 'examples'> {
    const moves = [...this.moves.values()].toSorted((a, b) => b.accounts - a.accounts);
    return { moves: moves.map(({ examples: _, ...move }) => move), massTreatment: this.treatment, examples: examplesOf(moves) };
  }
}
