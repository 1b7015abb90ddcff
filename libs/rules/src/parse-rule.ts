import type { z } from 'zod';
import { limitIssue } from './limits.ts';
import { KINDS, type Rule, ruleSchema } from './rule.ts';

/** What is wrong at one place of a rule, with the mend; the path reads like `all[1].value`, empty at the root. */
export interface RuleIssue {
  readonly path: string;
  readonly message: string;
}

export class InvalidRule extends Error {
  override readonly name = 'InvalidRule';

  constructor(readonly issues: readonly RuleIssue[]) {
    super(issues.map(({ path, message }) => `${path === '' ? 'rule' : path}: ${message}`).join('; '));
  }
}

type Path = readonly PropertyKey[];
type UnionIssue = Extract<z.core.$ZodIssue, { code: 'invalid_union' }>;

/** The rule that untrusted data describes; throws InvalidRule with every defect, but with only the first broken limit. */
export function parseRule(input: unknown): Rule {
  const tooLarge = limitIssue(input);
  if (tooLarge !== null) throw new InvalidRule([{ path: pathText(tooLarge.path), message: tooLarge.message }]);
  const result = ruleSchema.safeParse(input);
  if (result.success) return result.data;
  throw new InvalidRule(result.error.issues.flatMap((issue) => explain(issue, [], input)));
}

function explain(issue: z.core.$ZodIssue, base: Path, input: unknown): RuleIssue[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'invalid_union') return explainUnion(issue, path, input);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pathText([...path, key]), message: 'remove this key; a rule has no such' }));
  }
  return [{ path: pathText(path), message: issue.message }];
}

/** A union fails in all its alternatives; only the one that the author meant is worth telling. */
function explainUnion(issue: UnionIssue, path: Path, input: unknown): RuleIssue[] {
  const value = path.reduce<unknown>(childOf, input);
  if (issue.errors.length !== KINDS.length) return [explainValue(issue, path, value)];
  const present = KINDS.filter((kind) => isObject(value) && Object.hasOwn(value, kind));
  const kind = present[0];
  if (kind === undefined) return [{ path: pathText(path), message: `give an object with one of ${KINDS.join(', ')}` }];
  if (present.length > 1) {
    return [{ path: pathText(path), message: `keep only one of ${present.join(', ')}, or join them with "all"` }];
  }
  return (issue.errors[KINDS.indexOf(kind)] ?? []).flatMap((nested) => explain(nested, path, input));
}

function explainValue(issue: UnionIssue, path: Path, value: unknown): RuleIssue {
  const found = deepestIssue(issue, path);
  if (found !== null) return { path: pathText(found.path), message: found.message };
  const message = Array.isArray(value) ? 'give a list of texts, numbers or booleans' : 'give a text, a number or a boolean';
  return { path: pathText(path), message };
}

/** The alternatives of a value differ by type, so the one that does not complain of the type is the one meant. */
function deepestIssue(issue: UnionIssue, path: Path): { path: Path; message: string } | null {
  const meant = issue.errors.filter((issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0));
  for (const nested of meant.flat()) {
    const nestedPath = [...path, ...nested.path];
    if (nested.code !== 'invalid_union') return { path: nestedPath, message: nested.message };
    const inner = deepestIssue(nested, nestedPath);
    if (inner !== null) return inner;
  }
  return null;
}

function pathText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

function childOf(parent: unknown, key: PropertyKey): unknown {
  return isObject(parent) ? parent[key] : undefined;
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}
