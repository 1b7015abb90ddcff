import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';
import { Recurring } from '@widecast/service-kit';
import { AssignmentService } from './assignment.service.ts';

const PAUSE = 3000;

/**
 * Gives away what waits in queues that are given away in turn, whatever it was that made room: agents come back, or are given more room, more queues or
 * more languages; a bot took a ticket over; one was given to somebody else. Any number of processes may do it.
 */
@Injectable()
export class Distribution implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('routing');
  private readonly giving = new Recurring({
    pause: PAUSE,
    turn: async () => {
      while (!this.giving.isStopped && (await this.database.transaction((tx) => this.assignment.distribute(tx))));
    },
    failed: (error) => this.logger.warn({ msg: 'waiting tickets could not be given to agents; tried again', error }),
  });

  constructor(private readonly database: Database, private readonly assignment: AssignmentService) {}

  onApplicationBootstrap(): void {
    this.giving.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.giving.stop();
  }
}
