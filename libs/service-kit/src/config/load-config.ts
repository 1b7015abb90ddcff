import { z } from 'zod';

/** The environment is not what the program needs; the message lists every defect, not only the first. */
export class InvalidConfiguration extends Error {
  constructor(readonly issues: readonly Defect[]) {
    super(`The configuration has ${issues.length} defect(s):\n${issues.map(({ name, message }) => `  ${name}: ${message}`).join('\n')}`);
    this.name = InvalidConfiguration.name;
  }
}

export interface Defect {
  readonly name: string;
  readonly message: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong between settings that are right by themselves. */
export type Relations = (given: Readonly<Record<string, string>>) => readonly Defect[];

/** Parses the environment once; an empty value counts as not given. Throws {@link InvalidConfiguration}. */
export function loadConfig<Schema extends z.ZodType>(schema: Schema, env: Environment, relations: Relations = () => []): z.infer<Schema> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined && value !== '') given[name] = value;
  const parsed = schema.safeParse(given);
  const defects = [...(parsed.error?.issues ?? []).map(({ path, message }) => ({ name: path.join('.') || 'environment', message })), ...relations(given)];
  if (parsed.success && defects.length === 0) return parsed.data;
  throw new InvalidConfiguration(defects);
}
