import type { Tier } from '@widecast/contracts';
import { groupsOf, leadingOf } from '@widecast/tiers';
import type { AccountEvidence } from '../tiers/account-verdict.ts';
import type { AccountLink } from './account-links.ts';

/** The verdict on an account by itself. */
export interface OwnVerdict {
  readonly tier: Tier;
  readonly confidence: number;
  readonly upper: number;
  /** By which it was judged before others were merged into it, where one of these merges is taken back now; else absent. */
  readonly evidence?: readonly AccountEvidence[];
}

/** The largest of those that an account is one company with, and by what they belong together. */
export interface Leading extends OwnVerdict {
  readonly accountId: string;
  readonly key: string;
  readonly name: string | null;
  /** Like `tax id RU7707083893`. */
  readonly by: string;
}

export interface Member {
  readonly id: string;
  readonly key: string;
  readonly name: string | null;
  readonly own: OwnVerdict;
  readonly links: readonly AccountLink[];
}

/** Whom each of the members is led by; null where it stands alone, is the largest itself, or nothing is known of all. */
export function leadingOfEach(members: readonly Member[]): Map<string, Leading | null> {
  const led = new Map<string, Leading | null>(members.map(({ id }) => [id, null]));
  for (const places of groupsOf(members.map(({ key, links }) => [key, ...links.map(({ value }) => value)]))) {
    // Of equally large ones always the same leads, in whatever order they are read.
    const group = places.flatMap((place) => members[place] ?? []).toSorted((one, other) => (one.key < other.key ? -1 : 1));
    const [first, ...others] = group.map((member) => ({ ...member.own, member }));
    if (!first) continue;
    const { member: largest } = leadingOf([first, ...others]);
    for (const member of group) if (member !== largest && counts(largest, member)) led.set(member.id, { ...largest.own, accountId: largest.id, key: largest.key, name: largest.name, by: bondOf(member, group, largest) });
  }
  return led;
}

const counts = ({ own }: Member, member: Member): boolean => own.tier !== 'UNKNOWN' && (own.tier !== member.own.tier || own.upper > member.own.upper);

const TITLES = { tax: 'tax id', domain: 'domain', brand: 'domain', parent: 'parent', merged: 'merge with' } as const;

/** By what a member belongs to the largest, or else to another one of the group. */
function bondOf(member: Member, group: readonly Member[], largest: Member): string {
  for (const other of startingWith(largest, group)) {
    if (other === member) continue;
    const known = new Map([...other.links, ...member.links].map(({ value, kind }) => [value, kind]));
    const mine = new Set([member.key, ...member.links.map(({ value }) => value)]);
    const shared = [other.key, ...other.links.map(({ value }) => value)].find((value) => mine.has(value));
    const kind = known.get(shared ?? '');
    if (shared !== undefined && kind) return `${TITLES[kind]} ${shared.replace(/^tax:/, '')}`;
  }
  return 'a group';
}

/** Not a list: mostly the first is enough, and groups may be large. */
function* startingWith(largest: Member, group: readonly Member[]): Generator<Member> {
  yield largest;
  yield* group;
}
