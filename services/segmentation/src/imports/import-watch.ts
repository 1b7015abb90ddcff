import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ImportsRepository } from './imports.repository.ts';

const BEAT_MS = 15_000;
const FORSAKEN_AFTER_S = 120;

/** Tells imports that live from those whose process was killed: the living are touched again and again. */
@Injectable()
export class ImportWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ImportWatch.name);
  private readonly running = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private turning: Promise<void> = Promise.resolve();

  constructor(private readonly imports: ImportsRepository) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.beat(), BEAT_MS);
    this.beat();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.turning;
  }

  begin(id: string): void {
    this.running.add(id);
  }

  end(id: string): void {
    this.running.delete(id);
  }

  async turn(): Promise<void> {
    await this.imports.touch([...this.running]);
    await this.imports.failForsaken(FORSAKEN_AFTER_S);
  }

  private beat(): void {
    this.turning = this.turning
      .then(() => this.turn())
      .catch((error: unknown) => this.logger.warn({ msg: 'imports could not be looked after; it is tried again', error }));
  }
}
