import { Inject, Injectable } from '@nestjs/common';
import { decodeDestination, encodeDestination, type LinkSigner, linkSignerOf, type LinkSubject, type Tracking } from '@widecast/mail';
import { CONFIG } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';

export interface FollowedLink {
  readonly subject: LinkSubject;
  readonly destination: string;
}

/** Links that tell of clicks and opens; they say all that is needed to answer them. */
@Injectable()
export class TrackedLinks {
  private readonly signer: LinkSigner;
  private readonly base: string;

  constructor(@Inject(CONFIG) config: DispatchConfig) {
    this.signer = linkSignerOf(config);
    this.base = config.PUBLIC_URL;
  }

  /** Those of one message. */
  for(subject: LinkSubject): Tracking {
    const { signer, base } = this;
    return {
      get open() {
        return `${base}/o/${signer.sign('open', subject)}`;
      },
      click: (destination) => `${base}/c/${signer.sign('click', subject, destination)}/${encodeDestination(destination)}`,
    };
  }

  /** Undefined where the link is not one of ours. */
  followed(token: string, encoded: string): FollowedLink | undefined {
    const destination = decodeDestination(encoded);
    const subject = encodeDestination(destination) === encoded ? this.signer.read('click', token, destination) : undefined;
    return subject && { subject, destination };
  }

  opened(token: string): LinkSubject | undefined {
    return this.signer.read('open', token);
  }
}
