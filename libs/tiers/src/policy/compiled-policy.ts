import { sizeGridOf, type SizeGrid } from '../sizes/size-grid.ts';
import { speechOf, tiersOf, type Probabilities, type RevenueView, type Speech } from '../sizes/tier-probabilities.ts';
import { revenueView } from '../signals/revenue.ts';
import type { IndustryKind } from '../reading/industries.ts';
import type { TierPolicy } from './tier-policy.ts';

/** What one signal says, by headcount and in short. */
export interface Voice extends Speech {
  readonly likelihood: Float64Array;
}

const MOST_KEPT = 4000;

/** A policy with what is reckoned once from it, and what was heard lately: the same figures come again and again. */
export class CompiledPolicy {
  readonly grid: SizeGrid;
  /** What is expected of the revenue of any company. */
  readonly nothingTold: RevenueView;
  private readonly before: Probabilities;
  private readonly voices = new Map<string, Voice | null>();
  private readonly expectations = new Map<string, RevenueView>();

  constructor(readonly policy: TierPolicy) {
    this.grid = sizeGridOf(policy);
    this.nothingTold = revenueView({}, policy, this.grid);
    this.before = tiersOf(this.grid, [], this.nothingTold);
  }

  /** What a signal says, reckoned where it was not heard lately. */
  voice(key: string, likelihood: () => Float64Array | null): Voice | null {
    const known = this.voices.get(key);
    if (known !== undefined) return known;
    const found = likelihood();
    const voice = found && { likelihood: found, ...speechOf(this.before, tiersOf(this.grid, [found], this.nothingTold)) };
    if (this.voices.size >= MOST_KEPT) this.voices.clear();
    this.voices.set(key, voice);
    return voice;
  }

  speechOf(revenue: RevenueView): Speech {
    return speechOf(this.before, tiersOf(this.grid, [], revenue));
  }

  /** What is expected of the revenue of an industry where none was told. */
  expected(industry: IndustryKind | undefined): RevenueView {
    if (industry === undefined) return this.nothingTold;
    const known = this.expectations.get(industry) ?? revenueView({ industry }, this.policy, this.grid);
    this.expectations.set(industry, known);
    return known;
  }
}
