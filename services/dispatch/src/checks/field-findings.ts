import type { MissingFields } from '../templates/template.entity.ts';
import { percent, type Reach } from './audience-findings.ts';
import { finding, type Finding } from './finding.ts';

export interface Needs {
  readonly name: string;
  readonly neededFields: readonly string[];
  readonly missingFields: MissingFields;
}

const BECOMES: Readonly<Record<MissingFields, string>> = {
  empty: 'so that a gap stands in what they get', refuse: 'so that a gap stands in what they get', skip: 'so that they get nothing (skipped, missing_field)',
};

/** Merge fields that a template puts out without a default, and that not everybody has whom the campaign would reach. */
export function fieldFindings(about: string, { neededFields, missingFields }: Needs, reach: Reach | undefined): Finding[] {
  if (!reach || reach.audience === 0) return [];
  return neededFields.flatMap((name) => {
    const lacking = reach.lacking?.[name] ?? 0;
    if (lacking === 0) return [];
    const who = lacking === reach.audience ? 'nobody of the audience has' : `${lacking} of ${reach.audience} contacts (${percent(lacking, reach.audience)}) have no`;
    const mend = lacking === reach.audience ? 'is it spelt as in the import? ' : '';
    return [finding(lacking === reach.audience ? 'error' : 'warning', 'merge_fields', about, `${who} "${name}", ${BECOMES[missingFields]}; ${mend}write {{ ${name} | default: "…" }}, or put it under a condition`)];
  });
}

export interface ContactFields {
  readonly addressField: string | null;
  readonly zoneField: string | null;
  /** By which they come to an arm. */
  readonly armField: string | null;
}

/** Where the addresses of a channel are, the contacts' time zones, and their arms. */
export function contactFieldFindings({ addressField, zoneField, armField }: ContactFields, reach: Reach | undefined): Finding[] {
  if (!reach || reach.audience === 0) return [];
  const lackingOf = (field: string | null): number => (field === null ? 0 : (reach.lacking?.[field] ?? 0));
  const [homeless, timeless, armless] = [lackingOf(addressField), lackingOf(zoneField), lackingOf(armField)];
  return [
    ...(homeless === 0 ? [] : [finding(homeless === reach.audience ? 'error' : 'warning', 'channel_address', 'audience',
      `${homeless} of ${reach.audience} contacts (${percent(homeless, reach.audience)}) have no "${addressField}", which is their address in this channel, so that their messages fail (no_channel_address); narrow the segment by {"field": "attributes.${addressField}", "op": "exists", "value": true}`)]),
    ...(timeless === 0 ? [] : [finding(timeless === reach.audience ? 'warning' : 'ok', 'time_zone', 'audience', `${timeless} of ${reach.audience} contacts (${percent(timeless, reach.audience)}) have no "${zoneField}", so that the time zone of the brand counts for them`)]),
    ...(armless === 0 ? [] : [finding(armless === reach.audience ? 'error' : 'warning', 'arm', 'audience', `${armless} of ${reach.audience} contacts (${percent(armless, reach.audience)}) have no "${armField}", which says their arm, so that they get nothing (skipped, no_arm)`)]),
  ];
}
