import type { Definition } from '../definition/definition.ts';

/** Messages of a step that could not be made or sent, by reason. */
export interface Failure {
  readonly step: string;
  readonly reason: string;
  readonly messages: number;
}

const MENDS: Readonly<Record<string, string>> = {
  no_template: 'there is no such template; give the funnel a version that names one',
  template_error: 'the template cannot be filled in for these contacts',
};

/** What a person should look at: a funnel may name a segment or a template that another service does not know. */
export function warningsOf({ trigger }: Definition, segmentMembers: number, failures: readonly Failure[]): string[] {
  const empty = segmentMembers > 0 ? [] : [`Nobody is known to be in the segment ${trigger.entered}; look whether it exists and has members`];
  return [...empty, ...failures.map(({ step, reason, messages }) => `${messages} message(s) of the step "${step}" failed: ${MENDS[reason] ?? reason}`)];
}
