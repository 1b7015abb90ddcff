import { BlockList, isIP } from 'node:net';

/** Networks that are not the public internet, and those that lead into such networks by another name (IANA special-purpose registries). */
const CLOSED = {
  ipv4: [
    ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
    ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
  ],
  // Only 2000::/3 is public; of that: Teredo, documentation, 6to4.
  ipv6: [['::', 3], ['4000::', 2], ['8000::', 1], ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]],
} as const;

// One list each: a list of both would look for 8.8.8.8 as ::ffff:8.8.8.8, too.
const closed = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const family of ['ipv4', 'ipv6'] as const) for (const [network, prefix] of CLOSED[family]) closed[family].addSubnet(network, prefix, family);

/** Whether an IP address is of the public internet. Text that is no address is not. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  return !closed[family].check(address, family);
}
