import { createHmac } from 'node:crypto';
import type { MergeFields } from '@widecast/contracts';
import { z } from 'zod';

export const arm = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** Null is the hold-out: deliberately not contacted. */
  templateId: z.uuid().nullable(),
  weight: z.number().positive().max(1_000_000).default(1),
  costPerMessage: z.number().min(0).default(0),
});
export type Arm = z.infer<typeof arm>;

export const assignment = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hash'), seed: z.string().min(1).max(200).optional() }),
  z.strictObject({ kind: z.literal('attribute'), attribute: z.string().min(1).max(200), arms: z.record(z.string(), z.string()) }),
]);
export type Assignment = z.infer<typeof assignment>;

/** The arm of a contact; undefined where his attribute names none. */
export type ChooseArm = (contactId: string, fields: MergeFields) => Arm | undefined;

/**
 * By hash: the same contact always comes to the same arm, whoever else is there and in whatever order, in proportion to
 * the weights. By attribute: as a past experiment has put him.
 */
export function chooserOf(arms: readonly Arm[], how: Assignment, campaignId: string): ChooseArm {
  if (how.kind === 'hash') {
    const seed = how.seed ?? campaignId;
    return arms.length === 1 ? () => arms[0] : (contactId) => armAt(arms, uniformOf(seed, contactId));
  }
  const byName = new Map(arms.map((each) => [each.name, each]));
  return (_contactId, fields) => byName.get(how.arms[String(fields[how.attribute] ?? '')] ?? '');
}

const SIX_BYTES = 2 ** 48;

/** A number in [0, 1) that only seed and contact decide. */
export function uniformOf(seed: string, contactId: string): number {
  return createHmac('sha256', seed).update(contactId).digest().readUIntBE(0, 6) / SIX_BYTES;
}

function armAt(arms: readonly Arm[], point: number): Arm | undefined {
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  let edge = 0;
  for (const each of arms) {
    edge += each.weight / total;
    if (point < edge) return each;
  }
  return arms.at(-1);
}
