import type { ServiceName } from '@widecast/contracts';
import { DomainError } from '@widecast/service-kit';

/** The service could not be reached; the request did nothing. */
export class ServiceUnavailable extends DomainError {
  readonly kind = 'unavailable';

  constructor(readonly service: ServiceName) {
    super(`The service ${service} does not answer; nothing was done. Try again in a moment; /readyz shows its state`);
  }
}

/** The service was reached and then lost; what it did is not known. */
export class OutcomeUnknown extends DomainError {
  readonly kind = 'unavailable';

  constructor(readonly service: ServiceName, reason: string) {
    super(`The service ${service} ${reason}; whether the request was carried out is not known: look before you repeat it`);
  }
}
