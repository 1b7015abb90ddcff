/** What is wrong, in the terms of the transport-free core. */
export type ErrorKind = 'invalid' | 'not-found' | 'conflict' | 'forbidden' | 'unauthenticated' | 'too-large' | 'too-many' | 'unsupported-media' | 'unavailable';

export interface FieldError {
  /** Where: `body.rule.all[1].value`, `query.limit`, `row 17`. */
  readonly field: string;
  /** What is wrong and how to mend it. */
  readonly message: string;
}

/** Base of the errors that a person or program is told of: its message says what is wrong and how to mend it. */
export abstract class DomainError extends Error {
  abstract readonly kind: ErrorKind;
  readonly fields: readonly FieldError[];

  constructor(message: string, fields: readonly FieldError[] = []) {
    super(message);
    this.name = new.target.name;
    this.fields = fields;
  }
}

export class Invalid extends DomainError {
  readonly kind = 'invalid';
}

export class NotFound extends DomainError {
  readonly kind = 'not-found';

  constructor(what: string, id: string) {
    super(`There is no ${what} ${id}`);
  }
}

export class Conflict extends DomainError {
  readonly kind = 'conflict';
}

export class Forbidden extends DomainError {
  readonly kind = 'forbidden';
}

export class Unauthenticated extends DomainError {
  readonly kind = 'unauthenticated';
}

export class TooLarge extends DomainError {
  readonly kind = 'too-large';
}

export class UnsupportedMedia extends DomainError {
  readonly kind = 'unsupported-media';
}
