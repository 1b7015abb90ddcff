/** A mail as the rest of the service sees it: parsed under limits, nothing of it trusted. */
export interface IncomingMail {
  /** With its angle brackets. */
  readonly messageId: string | null;
  /** Normal form; null where there is no address that could be answered. */
  readonly from: string | null;
  readonly fromName: string | null;
  /** Where answers are wanted; null where nothing is said of it. */
  readonly replyTo: { readonly address: string; readonly name: string | null } | null;
  /** Normal forms of To, Cc and Delivered-To. */
  readonly addressees: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** What it looked like, without what could do anything; null where there is none. */
  readonly html: string | null;
  readonly date: string;
  /** What it answers, the nearest first. */
  readonly answers: readonly string[];
  readonly references: readonly string[];
  /** By lower-case name, unfolded, in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly attachments: readonly AttachedFile[];
}

export interface Attachment {
  readonly name: string | null;
  /** By its content; what the sender says where the content was not kept. */
  readonly type: string;
  readonly bytes: number;
  /** SHA-256 in hexadecimal, under which the content is kept; null where it was not: one of too many. */
  readonly digest: string | null;
}

export interface AttachedFile extends Attachment {
  readonly content: Uint8Array | null;
}

/** A mail as SMTP delivered it. */
export interface Delivery {
  readonly raw: Buffer;
  /** Of MAIL FROM; empty for the null return path, undefined where it did not come by SMTP. */
  readonly sender: string | undefined;
  /** Of RCPT TO, normal forms. */
  readonly recipients: readonly string[];
}
