import { Injectable } from '@nestjs/common';
import { accountHandOffChanged, isUpperTier } from '@widecast/contracts';
import type { Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import type { CompiledPolicy } from '@widecast/tiers';
import { AccountsRepository, type AccountSignals, type Retiering } from '../accounts/accounts.repository.ts';
import type { AccountDraft } from '../writing/contact-draft.ts';
import { CrossedDomainsRepository } from '../colleagues/crossed-domains.repository.ts';
import { JoinRequests } from '../joins/join-requests.ts';
import { companyDomains, linksOf, type AccountLink } from '../joins/account-links.ts';
import { JoinsRepository, type LinkChange } from '../joins/joins.repository.ts';
import { isSameOwn, isSameVerdict, ownOf, verdictOf, type AccountVerdict } from './account-verdict.ts';
import { ActivePolicy } from './active-policy.ts';

/** Who belongs to whom. */
@Injectable()
export class Joins {
  constructor(
    readonly links: JoinsRepository,
    readonly requests: JoinRequests,
    readonly domains: CrossedDomainsRepository,
  ) {}
}

/** Keeps the tiers of accounts true to what is known of them. */
@Injectable()
export class Tiering {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly outbox: Outbox,
    private readonly active: ActivePolicy,
    private readonly joins: Joins,
  ) {}

  policy(tx: Transaction): Promise<CompiledPolicy> {
    return this.active.in(tx);
  }

  /** Classifies the accounts anew and tells of hand-offs; gives the ids of those that have another tier or treatment now. */
  async retier(tx: Transaction, accountIds: readonly string[]): Promise<string[]> {
    if (accountIds.length === 0) return [];
    // Apart from the count, which must see what others committed while we waited.
    await this.accounts.hold(tx, accountIds);
    const before = await this.accounts.signalsOf(tx, accountIds);
    if (before.length === 0) return [];
    await this.accounts.keepMailDomains(tx, before);
    const compiled = await this.policy(tx);
    const { version } = compiled.policy;
    const after = new Map(before.map((account) => [account.id, retieringOf(account, compiled)]));
    const changed = before.filter((account) => changes(account, after.get(account.id), version));
    const saved = await this.accounts.saveTiers(tx, changed.flatMap(({ id }) => after.get(id) ?? []), version);
    await this.rejoin(tx, before, after);
    await this.announceHandOffs(tx, changed.filter(({ id, handedOff }) => after.get(id)?.handedOff !== handedOff), { after, saved });
    return changed.filter(({ id, tier, massTreatment }) => after.get(id)?.tier !== tier || after.get(id)?.massTreatment !== massTreatment).map(({ id }) => id);
  }

  /** The verdict on a company of which nothing is known but what is told now, or undefined where that is not for certain. */
  firstVerdict({ name, signals, contacts, freeMail, titles }: AccountDraft, compiled: CompiledPolicy): AccountVerdict | undefined {
    const verdict = verdictOf({ name, attributes: signals, contacts, freeMail, titles, tier: 'UNKNOWN', evidence: [], own: null, personTier: null, personWord: null, leading: null }, compiled);
    // Large ones are handed over, and that is told.
    return isUpperTier(verdict.tier) ? undefined : verdict;
  }

  /** Others hang on what an account is by itself, and on its links. */
  private async rejoin(tx: Transaction, before: readonly AccountSignals[], after: ReadonlyMap<string, Retiering>): Promise<void> {
    const relinked = before.flatMap((account) => {
      const links = linksOf(account);
      return isSameLinks(links, account.links) ? [] : [{ accountId: account.id, links }];
    });
    const left = await this.joins.links.replace(tx, relinked);
    await this.tellColleagues(tx, before, { after, relinked });
    const moved = before.filter((account) => isMoved(account, after.get(account.id))).map(({ id }) => id);
    await this.joins.requests.ask(tx, [...new Set([...relinked.map(({ accountId }) => accountId), ...left, ...moved])]);
  }

  /** Mass messages reach nobody at the domain of a large company, whatever account he is in. */
  private async tellColleagues(tx: Transaction, before: readonly AccountSignals[], { after, relinked }: { after: ReadonlyMap<string, Retiering>; relinked: readonly LinkChange[] }): Promise<void> {
    const linked = new Map(relinked.map(({ accountId, links }) => [accountId, links]));
    const domains = new Set(before.flatMap(({ id, key, tier, links }) => {
      const [was, is] = [isUpperTier(tier), isUpperTier(after.get(id)?.tier ?? tier)];
      if (was === is && !(is && linked.has(id))) return [];
      return [key, ...domainsIn(links), ...domainsIn(linked.get(id) ?? [])];
    }));
    if (domains.size === 0) return;
    const crowded = await this.joins.links.crowded(tx, [...domains]);
    await this.joins.domains.add(tx, [...domains].filter((domain) => !crowded.has(domain)));
  }

  private async announceHandOffs(tx: Transaction, crossed: readonly AccountSignals[], now: Outcome): Promise<void> {
    if (crossed.length === 0) return;
    const versions = new Map(now.saved.map(({ id, version }) => [id, version]));
    await this.accounts.forgetDecisions(tx, crossed.map(({ id }) => id));
    const contacts = await this.accounts.contactsOf(tx, crossed.map(({ id }) => id));
    const crowded = await this.joins.links.crowded(tx, crossed.flatMap(companyDomains));
    const at = new Date().toISOString();
    const payloads = crossed.flatMap((before) => {
      const { id, key, name } = before;
      const verdict = now.after.get(id);
      const version = versions.get(id);
      if (!verdict || version === undefined) return [];
      const { tier, confidence, handedOff } = verdict;
      return [{ accountId: id, version, handedOff, tier, confidence, contacts: contacts.get(id) ?? 0, at, key, name, domains: companyDomains(before).filter((domain) => !crowded.has(domain)), before: { tier: before.tier, confidence: before.confidence } }];
    });
    await this.outbox.append(tx, accountHandOffChanged, payloads);
    await this.accounts.askForCalls(tx, payloads);
  }
}

const domainsIn = (links: readonly AccountLink[]): string[] => links.flatMap(({ kind, value }) => (kind === 'domain' || kind === 'brand' ? [value] : []));

interface Outcome {
  readonly after: ReadonlyMap<string, Retiering>;
  readonly saved: readonly { readonly id: string; readonly version: number }[];
}

function retieringOf(account: AccountSignals, compiled: CompiledPolicy): Retiering {
  const verdict = verdictOf(account, compiled);
  // A merged one has no contacts to hand over; who has them does, and is led by it where it is larger.
  return { id: account.id, ...verdict, handedOff: isUpperTier(verdict.tier) && account.mergedInto === null };
}

function changes(before: AccountSignals, after: Retiering | undefined, version: string): boolean {
  if (!after) return false;
  return before.own?.evidence !== undefined || before.handedOff !== after.handedOff || before.policyVersion !== version || !isSameVerdict(before, after);
}

const isMoved = (before: AccountSignals, after: Retiering | undefined): boolean => after !== undefined && !isSameOwn(ownOf(before), ownOf(after));

function isSameLinks(some: readonly AccountLink[], others: readonly AccountLink[]): boolean {
  const kinds = new Map(others.map(({ value, kind }) => [value, kind]));
  return some.length === others.length && some.every(({ value, kind }) => kinds.get(value) === kind);
}
