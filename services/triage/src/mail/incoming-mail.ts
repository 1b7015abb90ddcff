/** A mail as the rest of the service sees it: parsed under limits, nothing of it trusted. */
export interface IncomingMail {
  /** With its angle brackets. */
  readonly messageId: string | null;
  /** Normal form; null where there is no address that could be answered. */
  readonly from: string | null;
  readonly fromName: string | null;
  /** Normal forms of To, Cc and Delivered-To. */
  readonly addressees: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly date: string;
  /** What it answers, the nearest first. */
  readonly answers: readonly string[];
  readonly references: readonly string[];
  /** By lower-case name, unfolded, in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly attachments: readonly Attachment[];
}

export interface Attachment {
  readonly name: string | null;
  readonly type: string;
  readonly bytes: number;
}

/** A mail as SMTP delivered it. */
export interface Delivery {
  readonly raw: Buffer;
  /** Of MAIL FROM; empty for the null return path, undefined where it did not come by SMTP. */
  readonly sender: string | undefined;
  /** Of RCPT TO, normal forms. */
  readonly recipients: readonly string[];
}
