export interface Check {
  readonly what: string;
  readonly expected: unknown;
  readonly actual: unknown;
  readonly holds: boolean;
}

const isNear = (a: number, b: number, tolerance: number): boolean => Math.abs(a - b) <= tolerance;

/** Compares every number of a run with the truth and remembers all that differ. */
export class Checks {
  private readonly made: Check[] = [];

  get all(): readonly Check[] {
    return this.made;
  }

  get differences(): readonly Check[] {
    return this.made.filter(({ holds }) => !holds);
  }

  /** Equal as JSON. */
  equal(what: string, actual: unknown, expected: unknown): void {
    this.made.push({ what, actual, expected, holds: JSON.stringify(actual) === JSON.stringify(expected) });
  }

  /** Equal but for the rounding of floating point. */
  near(what: string, actual: number | null | undefined, expected: number, tolerance = 1e-9): void {
    this.made.push({ what, actual, expected, holds: typeof actual === 'number' && isNear(actual, expected, tolerance) });
  }

  /** The same set; tells how many are missing and surplus, and names some. */
  sameSet(what: string, actual: ReadonlySet<string>, expected: ReadonlySet<string>): void {
    const missing = [...expected].filter((item) => !actual.has(item));
    const surplus = [...actual].filter((item) => !expected.has(item));
    const holds = missing.length + surplus.length === 0;
    const told = { size: actual.size, missing: some(missing), surplus: some(surplus) };
    this.made.push({ what, expected: expected.size, actual: holds ? actual.size : told, holds });
  }
}

const some = (items: readonly string[]): string => (items.length === 0 ? 'none' : `${items.length}: ${items.slice(0, 3).join(', ')}${items.length > 3 ? ', …' : ''}`);
