import { z } from 'zod';

/** The environment is not what the program needs; the message lists every defect, not only the first. */
export class InvalidConfiguration extends Error {
  constructor(readonly issues: readonly { readonly name: string; readonly message: string }[]) {
    super(`The configuration has ${issues.length} defect(s):\n${issues.map(({ name, message }) => `  ${name}: ${message}`).join('\n')}`);
    this.name = InvalidConfiguration.name;
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Parses the environment once; an empty value counts as not given. Throws {@link InvalidConfiguration}. */
export function loadConfig<Schema extends z.ZodType>(schema: Schema, env: Environment): z.infer<Schema> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new InvalidConfiguration(parsed.error.issues.map(({ path, message }) => ({ name: path.join('.') || 'environment', message })));
}
