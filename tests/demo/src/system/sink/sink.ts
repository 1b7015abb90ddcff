/** What the sink remembers of a message, one entry a recipient. */
export interface Received {
  readonly to: string;
  readonly subject: string;
  /** The value of List-Unsubscribe, empty where there is none. */
  readonly unsubscribe: string;
  readonly oneClick: boolean;
  /** Marked as written by a machine (RFC 3834). */
  readonly automatic: boolean;
}

/** The mail system at the other end of SMTP; its record is the evidence of who was mailed. */
export interface Sink {
  readonly url: string;
  /** Everything that ever came, in order of arrival. */
  received(): Promise<readonly Received[]>;
  stop(): Promise<void>;
}
