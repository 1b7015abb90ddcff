import type { Verdict } from '../classify.ts';
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

/** A policy with what is reckoned once from it, and what was heard and said lately: the same figures come again and again. */
export class CompiledPolicy {
  readonly grid: SizeGrid;
  /** What is expected of the revenue of any company. */
  readonly nothingTold: RevenueView;
  private readonly before: Probabilities;
  private readonly voices = new Map<string, Voice | null>();
  private readonly verdicts = new Map<string, Verdict>();
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
    keep(this.voices, key, voice);
    return voice;
  }

  /** The verdict on a company, reckoned where none of which the same is known was judged lately. */
  verdict(key: string, judge: () => Verdict): Verdict {
    const known = this.verdicts.get(key);
    if (known !== undefined) return known;
    const verdict = judge();
    keep(this.verdicts, key, verdict);
    return verdict;
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

function keep<Value>(kept: Map<string, Value>, key: string, value: Value): void {
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, value);
}
