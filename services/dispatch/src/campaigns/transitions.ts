import { Conflict } from '@widecast/service-kit';
import type { CampaignState } from './campaign.entity.ts';

type SourceState = 'open' | 'paused' | 'closing' | 'closed';

interface Transition {
  readonly from: readonly CampaignState[];
  readonly to: CampaignState;
  /** What it means for the ledger: whether its rows may be claimed. */
  readonly source: SourceState;
}

/** Every way a campaign may go; whatever is not here is forbidden. */
export const TRANSITIONS = {
  schedule: { from: ['draft', 'scheduled'], to: 'scheduled', source: 'open' },
  unschedule: { from: ['scheduled'], to: 'draft', source: 'open' },
  launch: { from: ['draft', 'scheduled'], to: 'launched', source: 'open' },
  begin: { from: ['launched'], to: 'running', source: 'open' },
  pause: { from: ['launched', 'running'], to: 'paused', source: 'paused' },
  resume: { from: ['paused'], to: 'running', source: 'open' },
  cancel: { from: ['draft', 'scheduled', 'launched', 'running', 'paused'], to: 'cancelled', source: 'closing' },
  recall: { from: ['finished'], to: 'cancelled', source: 'closing' },
  finish: { from: ['launched', 'running'], to: 'finished', source: 'closed' },
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof TRANSITIONS;

const MEND: Partial<Record<CampaignState, string>> = {
  finished: 'It is over; create a new campaign.',
  cancelled: 'It was cancelled; create a new campaign.',
  draft: 'Launch it first.',
  paused: 'Resume it first.',
  scheduled: 'Take it back to a draft first (unschedule).',
};

/** The campaign is in a state from which there is no such way. */
export class TransitionForbidden extends Conflict {
  constructor(readonly transition: TransitionName, readonly state: CampaignState) {
    super(`A campaign that is ${state} cannot ${transition}. ${MEND[state] ?? ''}`.trim());
  }
}

/** There is no such segment, so nobody is to be reached by going on. */
export class AudienceMissing extends Conflict {
  constructor() {
    super('Its segment is not known, so it has no audience. Cancel it and create a new campaign over a segment that GET /v1/segments lists.');
  }
}
