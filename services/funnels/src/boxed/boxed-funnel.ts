import { Invalid } from '@widecast/service-kit';
import { z } from 'zod';
import type { Definition } from '../definition/definition.ts';

/** A funnel that is ready but for its settings. */
export interface BoxedFunnel {
  readonly key: string;
  readonly name: string;
  readonly summary: string;
  readonly settingsSchema: () => object;
  /** Throws {@link Invalid} naming every setting that is wrong. */
  readonly build: (settings: unknown) => Definition;
}

interface Box<Settings extends z.ZodType> {
  readonly key: string;
  readonly name: string;
  readonly summary: string;
  readonly settings: Settings;
  readonly definition: (settings: z.infer<Settings>) => Definition;
}

export function boxedFunnel<Settings extends z.ZodType>({ key, name, summary, settings, definition }: Box<Settings>): BoxedFunnel {
  return {
    key, name, summary,
    settingsSchema: () => z.toJSONSchema(settings, { io: 'input' }),
    build: (given) => {
      const parsed = settings.safeParse(given ?? {});
      if (parsed.success) return definition(parsed.data);
      const fields = parsed.error.issues.map(({ path, message }) => ({ field: ['body.settings', ...path].join('.'), message }));
      throw new Invalid(`The settings have ${fields.length} defect(s): ${fields[0]?.field} ${fields[0]?.message}`, fields);
    },
  };
}
