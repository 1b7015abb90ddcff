interface Step {
  readonly what: string;
  readonly stop: () => Promise<void>;
}

/** What was started, to be stopped once and in the opposite order, whatever fails meanwhile. */
export class Shutdown {
  private readonly steps: Step[] = [];
  private stopping: Promise<void> | undefined;

  add(what: string, stop: () => Promise<void>): void {
    this.steps.unshift({ what, stop });
  }

  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    for (const { what, stop } of this.steps.splice(0)) {
      await stop().catch((error: unknown) => {
        process.stderr.write(`${what} did not stop in order: ${error instanceof Error ? error.message : String(error)}\n`);
      });
    }
  }
}
