import type { Channel } from '../channels/channel.entity.ts';
import { finding, type Finding } from './finding.ts';

/** Whether the provider of a channel takes messages, as far as is known. */
export function channelFinding({ name, fault, faultAt }: Channel): Finding {
  if (fault === null) return finding('ok', 'channel', name, 'no call of its provider has failed lately');
  return finding('error', 'channel', name, `its provider cannot be reached since ${faultAt?.toISOString() ?? 'lately'} (${fault}), so that messages would wait; see to the provider, or to its address (channels)`);
}
