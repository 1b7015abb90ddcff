/** What customers of small-business software and of online shops write about. */
export const BOXED_INTENTS = [
  'invoice', 'closing-documents', 'payment-failed', 'wrong-charge', 'payment-status', 'refund', 'cancel', 'change-plan', 'pricing', 'trial', 'access', 'users', 'bug', 'outage', 'how-to',
  'integration', 'data-export', 'delivery', 'damaged', 'return', 'order-change', 'complaint', 'legal', 'erasure', 'company-details', 'person', 'unsubscribe', 'partnership',
] as const;
export type BoxedIntent = (typeof BOXED_INTENTS)[number];

/** Where a person must answer, however sure the classifier is. */
export const NEVER_AUTOMATIC: ReadonlySet<string> = new Set<BoxedIntent>(['legal', 'erasure', 'complaint', 'refund', 'wrong-charge', 'person', 'unsubscribe']);
