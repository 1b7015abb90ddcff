import { DomainError } from '@widecast/service-kit';

/** Coverage is measured over what campaigns froze, and none has frozen anything of this segment. */
export class NoAudienceYet extends DomainError {
  readonly kind = 'not-found';

  constructor(readonly segmentId: string) {
    super(`No campaign has frozen an audience of segment ${segmentId} yet, and coverage is a share of such an audience; launch a campaign on the segment first`);
  }
}
