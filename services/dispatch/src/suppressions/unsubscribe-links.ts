import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@widecast/service-kit';
import { linkSecretOf, type DispatchConfig } from '../config.ts';
import { readLink, signLink, type LinkSubject } from './link-token.ts';

/** The links by which people end what they get from us. */
@Injectable()
export class UnsubscribeLinks {
  private readonly secret: string;
  private readonly base: string;

  constructor(@Inject(CONFIG) config: DispatchConfig) {
    this.secret = linkSecretOf(config);
    this.base = config.PUBLIC_URL;
  }

  urlFor(subject: LinkSubject): string {
    return `${this.base}/u/${signLink(subject, this.secret)}`;
  }

  /** Undefined where the token is not one of ours. */
  read(token: string): LinkSubject | undefined {
    return readLink(token, this.secret);
  }
}
