import { createRequire } from 'node:module';

interface RequestQueue {
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  throttledUntil: number;
  pending: readonly unknown[];
  checkPendingRequests(): void;
}

const RECHECK = 10;

/**
 * kafkajs 2.2.4 checks its queue of requests every millisecond even when nothing is queued (tulios/kafkajs#1704), which
 * costs an idle consumer some 8 % of a core. This checks only while something is queued or the broker throttles.
 */
export function quietIdleRequestQueues(): void {
  const load = createRequire(import.meta.url);
  const { prototype } = load('kafkajs/src/network/requestQueue') as { prototype: { scheduleCheckPendingRequests: (this: RequestQueue) => void } };
  prototype.scheduleCheckPendingRequests = function scheduleCheckPendingRequests() {
    if (this.throttleCheckTimeoutId) return;
    let wait = this.throttledUntil - Date.now();
    if (this.pending.length > 0) wait = wait > 0 ? wait : RECHECK;
    else if (wait <= 0) return;
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, wait);
  };
}
