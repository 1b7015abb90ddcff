import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { Invalid, NotFound } from '@widecast/service-kit';
import { PRESETS, tierCeilings, tierPolicy, type TierCeilings, type TierPolicy } from '@widecast/tiers';
import { PoliciesRepository, type StoredPolicy } from './policies.repository.ts';
import { PolicyRollout } from './policy-rollout.ts';
import { PolicyTrial } from './policy-trial.ts';
import type { PolicyDraft, PolicyView, TrialView } from './tier-policies.api.ts';

const presetNamed = (version: string): TierPolicy | undefined => Object.values(PRESETS).find((preset) => preset.version === version);

/** Ready and own policies: listed, made, tried and chosen. */
@Injectable()
export class PoliciesService {
  constructor(
    private readonly database: Database,
    private readonly policies: PoliciesRepository,
    private readonly rollout: PolicyRollout,
    private readonly trial: PolicyTrial,
  ) {}

  async list(): Promise<PolicyView[]> {
    const stored = await this.policies.all(this.database);
    const nothingChosen = !stored.some(({ chosen }) => chosen);
    const known = new Set(stored.map(({ version }) => version));
    const presets = Object.values(PRESETS).filter(({ version }) => !known.has(version));
    return [...stored.map(viewOf), ...presets.map((policy) => ({ ...viewOf(unstored(policy)), chosen: nothingChosen && policy === PRESETS.international }))];
  }

  async create({ preset, treatment, ceilings, ...given }: PolicyDraft): Promise<PolicyView> {
    const [, base] = Object.entries(PRESETS).find(([name, { version }]) => name === preset || version === preset) ?? [preset, PRESETS.international];
    const policy = tierPolicy.parse({ ...base, ...given, ceilings: risingCeilings(base.ceilings, ceilings), treatment: { ...base.treatment, ...treatment } });
    refuseContradictory(policy);
    const taken = new Invalid(`A policy ${policy.version} is there already; a policy never changes, so give another version`, [{ field: 'version', message: 'is taken' }]);
    if (presetNamed(policy.version)) throw taken;
    const isNew = await this.database.transaction((tx) => this.policies.add(tx, policy));
    if (!isNew) throw taken;
    return viewOf(unstored(policy));
  }

  async try(version: string): Promise<TrialView> {
    return this.trial.run((await this.find(version)).policy);
  }

  async choose(version: string): Promise<PolicyView> {
    const { policy } = await this.find(version);
    const chosen = await this.database.transaction((tx) => this.put(tx, policy));
    return viewOf(chosen);
  }

  private async put(tx: Transaction, policy: TierPolicy): Promise<StoredPolicy> {
    await this.policies.add(tx, policy);
    await this.policies.choose(tx, policy.version);
    tx.afterCommit(() => this.rollout.wake());
    return (await this.policies.named(tx, policy.version)) ?? unstored(policy);
  }

  private async find(version: string): Promise<StoredPolicy> {
    const preset = presetNamed(version);
    const found = (await this.policies.named(this.database, version)) ?? (preset && unstored(preset));
    if (!found) throw new NotFound('tier policy', version);
    return found;
  }
}

/** Throws {@link Invalid}. */
function risingCeilings(base: TierCeilings, { SOHO, SMB, UMM }: NonNullable<PolicyDraft['ceilings']> = {}): TierCeilings {
  const { data, error } = tierCeilings.safeParse({ SOHO: { ...base.SOHO, ...SOHO }, SMB: { ...base.SMB, ...SMB }, UMM: { ...base.UMM, ...UMM } });
  if (data) return data;
  const message = error.issues[0]?.message ?? 'must rise from SOHO to UMM';
  throw new Invalid(`The ceilings do not fit together: ${message}; those that are not given are ${JSON.stringify(base)}`, [{ field: 'body.ceilings', message }]);
}

/** Hysteresis that reaches down to no probability at all lets nobody come back; and mass messages stop where an account is upper, whatever the caution says. */
function refuseContradictory({ treatment: { upperFrom, massBelow, keeps } }: TierPolicy): void {
  const defects = [
    ...(keeps < upperFrom ? [] : [{ field: 'body.treatment.keeps', message: `must be below upperFrom (${upperFrom}), or no account that was classified upper ever comes back` }]),
    ...(massBelow <= upperFrom ? [] : [{ field: 'body.treatment.massBelow', message: `must be at most upperFrom (${upperFrom}): from there on accounts are upper, and mass messages reach none of these` }]),
  ];
  if (defects.length > 0) throw new Invalid('The treatment contradicts itself', defects);
}

const unstored = (policy: TierPolicy): StoredPolicy => ({ version: policy.version, policy, chosen: false, wasChosen: false, rolledAfter: null, judged: 0, moved: 0 });

function viewOf({ policy: { market: _, ...policy }, chosen, wasChosen, rolledAfter, judged, moved }: StoredPolicy): PolicyView {
  return { ...policy, preset: presetNamed(policy.version) !== undefined, chosen, rollout: wasChosen ? { done: rolledAfter === null, judged, moved } : null };
}
