import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '@widecast/service-kit';
import { DkimKeysRepository } from './dkim-keys.repository.ts';
import { SigningKeys } from './signing-keys.ts';

export interface Resealed {
  readonly keys: number;
  /** Those that an old secret had sealed. */
  readonly resealed: number;
}

/** Brings all private halves under the secret of today, so that the one before can be given up. */
@Injectable()
export class DkimSealsService {
  private readonly logger = new Logger('signing');

  constructor(private readonly keys: DkimKeysRepository, private readonly signing: SigningKeys) {}

  /** Retired and waiting keys too. Throws {@link Conflict}, and changes nothing, where no secret opens one of them. */
  async renew(actor: Actor): Promise<Resealed> {
    const done = await this.keys.resealAll((keys) => this.signing.resealed(keys));
    this.signing.forget();
    this.logger.log({ msg: 'DKIM keys were sealed anew', audit: true, actor: actor.id, ...done });
    return done;
  }
}
