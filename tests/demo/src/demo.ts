import type { Api } from './client/api.ts';
import type { Letter } from './market/letters/complaints.ts';
import type { Market } from './market/market.ts';
import type { Progress } from './report/progress.ts';
import type { Sink } from './system/sink/sink.ts';
import type { Checks } from './truth/checks.ts';

/** What every step of the demo has at hand. */
export interface Demo {
  readonly market: Market;
  readonly api: Api;
  readonly sink: Sink;
  readonly ticketsPort: number;
  readonly checks: Checks;
  readonly progress: Progress;
  readonly seed: number;
  readonly letters: LetterCounts;
}

export interface LetterCounts {
  readonly tickets: number;
  readonly complaints: number;
  /** Texts of others for the ordinary tickets; our own where there are none. */
  readonly questions: readonly Letter[];
}
