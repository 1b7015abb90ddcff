/** `error`: it would not work, or not be lawful. `warning`: a person should look. `unknown`: it could not be looked up. `ok`: as it should be. */
export type Severity = 'ok' | 'warning' | 'error' | 'unknown';

/** One look before the launch. */
export interface Finding {
  readonly severity: Severity;
  /** Stable, for programs, like `dmarc_missing`. */
  readonly code: string;
  /** What it is about: a domain, an arm, the campaign. */
  readonly about: string;
  /** What is so, and how to mend it. */
  readonly message: string;
}

export const finding = (severity: Severity, code: string, about: string, message: string): Finding => ({ severity, code, about, message });
