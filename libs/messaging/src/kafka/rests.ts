/** Partitions that rest, each until its time is over or for good. */
export class Rests {
  private readonly timers = new Map<string, { readonly topic: string; readonly partition: number; readonly timer: NodeJS.Timeout | undefined }>();

  constructor(private readonly wake: (topic: string, partition: number) => void) {}

  has(topic: string, partition: number): boolean {
    return this.timers.has(keyOf(topic, partition));
  }

  begin(topic: string, partition: number, rest: number | 'stopped'): void {
    this.forget(topic, partition);
    const timer = rest === 'stopped' ? undefined : setTimeout(() => this.end(topic, partition), rest);
    this.timers.set(keyOf(topic, partition), { topic, partition, timer });
  }

  end(topic: string, partition: number): void {
    this.forget(topic, partition);
    this.wake(topic, partition);
  }

  endAll(): void {
    for (const { topic, partition } of this.timers.values()) this.end(topic, partition);
  }

  clear(): void {
    for (const { topic, partition } of this.timers.values()) this.forget(topic, partition);
  }

  private forget(topic: string, partition: number): void {
    clearTimeout(this.timers.get(keyOf(topic, partition))?.timer);
    this.timers.delete(keyOf(topic, partition));
  }
}

const keyOf = (topic: string, partition: number): string => `${topic}/${partition}`;
