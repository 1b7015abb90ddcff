export interface Issue {
  readonly path?: string;
  readonly message: string;
}

/** A record that will never be valid: it goes to the dead letters at once. */
export class ContractViolation extends Error {
  constructor(readonly issues: readonly Issue[]) {
    super(`Record breaks its contract: ${issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ')}`);
    this.name = ContractViolation.name;
  }
}

/** A failure that may pass: it is tried again with growing pauses, then goes to the dead letters. */
export class Retryable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = Retryable.name;
  }
}
