import { describe, expect, it } from '@jest/globals';
import { InvalidConfiguration, loadConfig } from './load-config.ts';
import { serviceConfig } from './service-config.ts';

const complete = { DATABASE_URL: 'postgres://u:p@127.0.0.1:5432/d', WIDECAST_INTERNAL_SECRET: 'x'.repeat(32) };

const defectsOf = (env: Record<string, string>): readonly string[] => {
  try {
    loadConfig(serviceConfig, env);
    return [];
  } catch (error) {
    return (error as InvalidConfiguration).issues.map(({ name }) => name);
  }
};

describe('loadConfig', () => {
  it('fills in defaults', () => {
    expect(loadConfig(serviceConfig, complete)).toMatchObject({ HOST: '127.0.0.1', EVENT_LOG: 'postgres', KAFKA_BROKERS: [] });
  });

  it('names every defect in one message', () => {
    expect(defectsOf({ DATABASE_URL: 'mysql://x', EVENT_LOG: 'carrier-pigeon', PORT: '70000' }).toSorted()).toEqual([
      'DATABASE_URL', 'EVENT_LOG', 'PORT', 'WIDECAST_INTERNAL_SECRET',
    ]);
  });

  it('counts an empty value as not given', () => {
    expect(loadConfig(serviceConfig, { ...complete, PORT: '' }).PORT).toBe(0);
  });

  it('takes a list of brokers', () => {
    expect(loadConfig(serviceConfig, { ...complete, KAFKA_BROKERS: 'a:9092, b:9092' }).KAFKA_BROKERS).toEqual(['a:9092', 'b:9092']);
  });
});
