import { DomainError } from '@widecast/service-kit';

/** Two tickets that cannot become one, or one that cannot become two. */
export class CannotMerge extends DomainError {
  readonly kind = 'conflict';
}
