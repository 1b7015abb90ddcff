/**
 * For so many days the log may bring a request again, whatever the settings say: the longest that a topic of requests keeps one, and time to spare. What came of it
 * is known in the ledger until then; without its row it would be sent a second time.
 */
export const REDELIVERY_DAYS = 30;
