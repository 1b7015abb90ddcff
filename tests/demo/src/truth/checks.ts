export interface Check {
  readonly what: string;
  readonly expected: unknown;
  readonly actual: unknown;
  readonly holds: boolean;
}

/** Relative. */
const QUANTILE_ERROR = 5e-9;

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

  /** Both ends of an interval, to the nine digits of the quantile that the service works with; null where there is none. */
  interval(what: string, actual: readonly [number, number] | null | undefined, expected: readonly [number, number] | null): void {
    if (expected === null) {
      this.equal(what, actual, null);
      return;
    }
    const tolerance = QUANTILE_ERROR * Math.max(1, ...expected.map(Math.abs));
    this.near(`${what}, low`, actual?.[0], expected[0], tolerance);
    this.near(`${what}, high`, actual?.[1], expected[1], tolerance);
  }

  /** A figure that need not exist. */
  nearOrNull(what: string, actual: number | null | undefined, expected: number | null): void {
    if (expected === null) this.equal(what, actual, null);
    else this.near(what, actual, expected);
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
