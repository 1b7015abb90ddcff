import TestSequencer from '@jest/test-sequencer';

/** Specs that wait for real outages, time limits and processes of their own, the longest first: begun last they would run on alone. */
const LONG = [
  'kafka-event-log.integration', 'postgres-event-log.integration', 'dispatch.faults', 'funnel.e2e', 'any-order.integration', 'privacy.e2e', 'throttles.integration', 'merges.property', 'kill.integration',
  'hostile.integration', 'imap-dovecot', 'crashes.integration', 'bad-times.integration', 'learning.integration', 'intent-model.integration', 'crash.integration', 'faults.integration',
];

/** Begins with the long ones; on a fresh checkout Jest knows no times and would go by the size of the files. */
export default class LongFirstSequencer extends TestSequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
}

function rank({ path }) {
  const place = LONG.findIndex((name) => path.includes(name));
  return place < 0 ? LONG.length : place;
}
