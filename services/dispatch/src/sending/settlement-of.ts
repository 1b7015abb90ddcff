import type { Attempt } from '@widecast/mail';
import type { ClaimedDelivery, InDoubtPolicy, Settlement } from '../ledger/delivery.ts';
import { pauseAfter } from './retry-pauses.ts';

export interface AttemptPolicy {
  /** Conversations about one message, at most. */
  readonly most: number;
  /** The pause after the first temporary refusal, in ms; those after it grow. */
  readonly firstPause: number;
  /** What becomes of what is in doubt, where the source says it. */
  readonly inDoubt?: InDoubtPolicy | null;
  /** It was refused together with nearly everybody, or perhaps so, so that it does not count as the last word. */
  readonly refusal?: 'turned_away' | 'doubtful' | undefined;
}

/** What may be the fault of the sender is asked again when that is known: after the pause of the attempt after so many. */
const LATER = 3;

type Attempted = Pick<ClaimedDelivery, 'seq' | 'step' | 'contactId' | 'arm' | 'promotion' | 'attempt'>;

/** What an attempt means for the ledger. `attempt` of the delivery counts the conversations before this one. */
export function settlementOf(delivery: Attempted, attempt: Attempt, policy: AttemptPolicy): Settlement {
  if (attempt.kind === 'accepted') return { delivery, state: 'accepted', spent: true, answered: delivery.attempt + 1 };
  if (attempt.kind === 'unfit') return { delivery, state: attempt.reason === 'missing_field' ? 'skipped' : 'failed', reason: attempt.reason };
  if (attempt.kind === 'refused') return refused(delivery, attempt, policy);
  if (attempt.kind === 'unknown') return inDoubt(delivery, policy);
  return { delivery, state: 'pending' };
}

function refused(delivery: Attempted, { permanent, code, hint }: Extract<Attempt, { kind: 'refused' }>, { most, firstPause, refusal }: AttemptPolicy): Settlement {
  const spent = delivery.attempt + 1;
  if ((permanent && refusal === undefined) || spent >= most) return { delivery, state: 'failed', reason: code, spent: true, answered: spent };
  return { delivery, state: 'deferred', reason: code, spent: true, redoIn: pauseAfter({ attempt: refusal === 'doubtful' ? LATER : delivery.attempt, code, hint }, firstPause) };
}

/** Unless told otherwise a promotion is rather lost than sent twice, an answer or a notice rather sent twice than lost. Both are marked for ever. */
function inDoubt(delivery: Attempted, { most, firstPause, inDoubt: policy }: AttemptPolicy): Settlement {
  if ((policy ?? (delivery.promotion ? 'left' : 'sent_again')) === 'left') return { delivery, state: 'in_doubt', reason: 'no_reply', spent: true, mark: 'possibly_lost' };
  const mark = 'possible_duplicate';
  if (delivery.attempt + 1 >= most) return { delivery, state: 'in_doubt', reason: 'no_reply', spent: true, mark };
  return { delivery, state: 'pending', reason: 'no_reply', spent: true, mark, redoIn: firstPause };
}

/** Replies about the recipient that mean: there is no such address. Whatever else a relay says, the address may be good and we may be bad. */
const NO_SUCH_ADDRESS = /^5\d\d 5\.1\.(?:1|2|3|6|10)$/;

export function isBrokenAddress(attempt: Attempt): boolean {
  return attempt.kind === 'refused' && attempt.permanent && attempt.aboutRecipient && NO_SUCH_ADDRESS.test(attempt.code);
}
