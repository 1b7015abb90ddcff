import { InvalidConfiguration, loadConfig, loadServiceConfig, type Defect, type Environment, type ServiceDefinition } from '@widecast/service-kit';
import type { z } from 'zod';

/** Stands in for what the composition says to each service and does not know before it has started. */
const TO_COME = {
  DATABASE_URL: 'postgres://127.0.0.1/to-come',
  WIDECAST_INTERNAL_SECRET: '-'.repeat(32),
  ...Object.fromEntries(['SEGMENTATION', 'DISPATCH', 'TRIAGE', 'FUNNELS', 'ANALYTICS'].map((name) => [`${name}_URL`, 'http://127.0.0.1'])),
};

/** Parses the settings of the composition and of all services before anything is started, so that one message has every defect. */
export function checkSettings<Schema extends z.ZodType>(own: Schema, definitions: readonly Pick<ServiceDefinition, 'config'>[], env: Environment): z.infer<Schema> {
  const defects = new Map<string, Defect>();
  const attempt = <Result>(parse: () => Result): Result | undefined => {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof InvalidConfiguration)) throw error;
      for (const defect of error.issues) if (!defects.has(defect.name)) defects.set(defect.name, defect);
      return undefined;
    }
  };
  const settings = attempt(() => loadConfig(own, env));
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  for (const { config } of definitions) attempt(() => loadServiceConfig(config, { ...TO_COME, ...given }));
  if (settings === undefined || defects.size > 0) throw new InvalidConfiguration([...defects.values()]);
  return settings;
}
