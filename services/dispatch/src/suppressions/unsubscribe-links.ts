import { Inject, Injectable } from '@nestjs/common';
import { type LinkSigner, linkSignerOf, type LinkSubject } from '@widecast/mail';
import { CONFIG } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';

/** The links by which people end what they get from us. */
@Injectable()
export class UnsubscribeLinks {
  private readonly signer: LinkSigner;
  private readonly base: string;

  constructor(@Inject(CONFIG) config: DispatchConfig) {
    this.signer = linkSignerOf(config);
    this.base = config.PUBLIC_URL;
  }

  urlFor(subject: LinkSubject): string {
    return `${this.base}/u/${this.signer.sign('unsubscribe', subject)}`;
  }

  /** Undefined where the token is not one of ours. */
  read(token: string): LinkSubject | undefined {
    return this.signer.read('unsubscribe', token);
  }
}
