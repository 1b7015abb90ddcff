/** What came of one conversation about one message. */
export type Attempt =
  | { readonly kind: 'accepted' }
  /** The relay said no: for ever, or for now. `code` is like `550 5.1.1`; `hint` is how long it asked to be left alone, in ms. */
  | { readonly kind: 'refused'; readonly permanent: boolean; readonly code: string; readonly aboutRecipient: boolean; readonly hint?: number }
  /** It certainly did not get there, and not because of the message. */
  | { readonly kind: 'unsent' }
  /** The fence closed before the message was written. */
  | { readonly kind: 'stopped' }
  /** It may have got there. */
  | { readonly kind: 'unknown' }
  /** It cannot be made into a message, or not for this relay. */
  | { readonly kind: 'unfit'; readonly reason: string };
