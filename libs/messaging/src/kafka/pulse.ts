/** Heartbeats of a member while its handler works, which kafkajs leaves to us; notes when the group wants to share anew. */
export class Pulse {
  private readonly timer: NodeJS.Timeout;
  private failed = false;

  constructor(heartbeat: () => Promise<void>, every: number) {
    const beat = (): Promise<void> => heartbeat().catch(() => void (this.failed = true));
    this.timer = setInterval(() => void beat(), every);
  }

  /** Whether the broker refused a heartbeat: what is left of the batch is better given back, to join again in time. */
  get isLost(): boolean {
    return this.failed;
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
