/** Tells what happens, a line a step, with its time and figures. */
export class Progress {
  private number = 0;

  constructor(
    private readonly steps: number,
    private readonly write: (line: string) => void,
  ) {}

  note(text: string): void {
    this.write(`      ${text}\n`);
  }

  /** Runs a step; its figures are told behind its time. */
  async step<Result extends { readonly figures: string }>(name: string, run: () => Promise<Result>): Promise<Result> {
    this.number += 1;
    const begun = performance.now();
    const label = `${String(this.number).padStart(2)}/${this.steps} ${name.padEnd(15)}`;
    try {
      const result = await run();
      this.write(`${label} ${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${result.figures}\n`);
      return result;
    } catch (error) {
      this.write(`${label} ${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  stopped\n`);
      throw error;
    }
  }
}

export const count = (value: number): string => value.toLocaleString('en');
