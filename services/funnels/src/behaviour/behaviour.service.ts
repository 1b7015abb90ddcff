import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { Announcer } from '../passage/announcer.ts';
import { PassageRepository } from '../passage/passage.repository.ts';
import { slicesOf } from '../persistence/slices.ts';
import { BehaviourRepository, type Behaviour } from './behaviour.repository.ts';

@Injectable()
export class BehaviourService {
  constructor(
    private readonly database: Database,
    private readonly behaviour: BehaviourRepository,
    private readonly passage: PassageRepository,
    private readonly announcer: Announcer,
  ) {}

  /**
   * Keeps what contacts did last, of every type and also of contacts in no funnel: a funnel made later may look back at it, and
   * what somebody did may be heard of before his entry. Who is in a funnel and did its goal has reached it at once.
   */
  async follow(events: readonly Behaviour[]): Promise<void> {
    for (const slice of slicesOf(events)) {
      await this.database.transaction(async (tx) => {
        await this.behaviour.note(tx, slice);
        await this.announcer.announce(tx, await this.passage.reachGoal(tx, slice));
      });
    }
  }
}
