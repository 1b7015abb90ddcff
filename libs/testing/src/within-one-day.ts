import { setTimeout as delay } from 'node:timers/promises';

const DAY = 86_400_000;

/** Waits over midnight in UTC where less than `need` ms of the day are left: for tests of what belongs to a day. */
export async function withinOneDay(need = 60_000): Promise<void> {
  const left = DAY - (Date.now() % DAY);
  if (left < need) await delay(left + 1);
}
