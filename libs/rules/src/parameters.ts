/** The values of a statement's placeholders, numbered from any first number on. */
export class Parameters {
  readonly values: unknown[] = [];

  constructor(private readonly first: number) {}

  /** The placeholder, such as `$3`, that stands for the value from now on. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.first + this.values.length - 1}`;
  }
}
