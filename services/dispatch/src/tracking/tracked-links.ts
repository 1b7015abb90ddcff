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
    return new MessageLinks(this.signer, this.base, subject);
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

/** Made for each message: what it does is the class's own, so that a message costs one object. */
class MessageLinks implements Tracking {
  constructor(private readonly signer: LinkSigner, private readonly base: string, private readonly subject: LinkSubject) {}

  get open(): string {
    return `${this.base}/o/${this.signer.sign('open', this.subject)}`;
  }

  click(destination: string): string {
    return `${this.base}/c/${this.signer.sign('click', this.subject, destination)}/${encodeDestination(destination)}`;
  }
}
