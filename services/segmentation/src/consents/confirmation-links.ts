import { Inject, Injectable } from '@nestjs/common';
import { type LinkSigner, linkSignerOf } from '@widecast/mail';
import { CONFIG } from '@widecast/service-kit';
import type { SegmentationConfig } from '../config.ts';

export interface Confirmation {
  readonly requestId: string;
  readonly contactId: string;
}

/** The links by which contacts confirm a consent. */
@Injectable()
export class ConfirmationLinks {
  private readonly signer: LinkSigner;
  private readonly base: string;

  constructor(@Inject(CONFIG) config: SegmentationConfig) {
    this.signer = linkSignerOf(config);
    this.base = config.PUBLIC_URL;
  }

  urlFor({ requestId, contactId }: Confirmation): string {
    return `${this.base}/consent/${this.signer.sign('consent', { kind: 'message', sourceId: requestId, contactId })}`;
  }

  /** Undefined where the token is not one of ours. */
  read(token: string): Confirmation | undefined {
    const subject = this.signer.read('consent', token);
    return subject && { requestId: subject.sourceId, contactId: subject.contactId };
  }
}
