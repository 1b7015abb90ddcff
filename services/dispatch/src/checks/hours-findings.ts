import type { Brand } from '../brands/brand.entity.ts';
import { neverOpens, type SendingHours } from '../hours/sending-hours.ts';
import { finding, type Finding } from './finding.ts';

/** Whether there is any moment at which its messages may leave; `now` in ms since the epoch. */
export function hoursFindings(window: SendingHours['window'], brands: readonly Pick<Brand, 'name' | 'timeZone' | 'quietHours'>[], now: number): Finding[] {
  const shut = brands.filter(({ timeZone, quietHours }) => neverOpens(now, timeZone, { window, quiet: quietHours }));
  if (shut.length === 0) return [finding('ok', 'hours', 'campaign', window === null ? 'it has no sending window of its own' : 'its sending window is open at some time of the week')];
  return shut.map(({ name, quietHours }) => finding('error', 'hours', `brand "${name}"`,
    `nothing would ever leave: the quiet hours of the brand (${quietHours?.from}–${quietHours?.until}) cover the sending window of the campaign (${window?.from}–${window?.until}); change one of them`));
}
