import { setTimeout as delay } from 'node:timers/promises';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const registry = new Registry();
// The delay of the event loop is sampled by a timer: at the default of 10 ms it makes a fifth of what an idle process costs.
collectDefaultMetrics({ register: registry, prefix: 'widecast_', eventLoopMonitoringPrecision: 100 });

export const METRICS_TYPE = registry.contentType;
export const metricsText = (): Promise<string> => registry.metrics();

interface Description<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly Label[];
}

// One registry a process: services that share a process share their metrics and are told apart by the label `service`.
const known = new Map<string, unknown>();

function once<Metric>(name: string, make: () => Metric): Metric {
  if (!known.has(name)) known.set(name, make());
  return known.get(name) as Metric;
}

export function counter<Label extends string>({ name, help, labels }: Description<Label>): Counter<Label> {
  return once(name, () => new Counter({ name, help, labelNames: labels, registers: [registry] }));
}

export function gauge<Label extends string>({ name, help, labels }: Description<Label>): Gauge<Label> {
  return once(name, () => new Gauge({ name, help, labelNames: labels, registers: [registry] }));
}

export function histogram<Label extends string>({ name, help, labels }: Description<Label>, buckets: number[]): Histogram<Label> {
  return once(name, () => new Histogram({ name, help, labelNames: labels, buckets, registers: [registry] }));
}

/** How long a page of metrics waits for one reader, in ms. */
const READ_PATIENCE = 2000;

/** Waits for the work, but not for ever; a failure is the reader's own affair. */
async function atMost(ms: number, work: Promise<void>): Promise<void> {
  const late = new AbortController();
  await Promise.race([work.catch(() => undefined), delay(ms, undefined, { signal: late.signal, ref: false }).catch(() => undefined)]);
  late.abort();
}

const collectors = new Map<string, Set<() => Promise<void>>>();

/** A gauge whose values are read when somebody asks; every service of the process may add its reader. Gives a way to take it back. */
export function observedGauge<Label extends string>(description: Description<Label>, read: (gauge: Gauge<Label>) => Promise<void>): () => void {
  const { name, help, labels } = description;
  const readers = collectors.get(name) ?? new Set();
  collectors.set(name, readers);
  const metric = once(name, () => new Gauge({
    name, help, labelNames: labels, registers: [registry],
    // A value that cannot be read now is not there, rather than an old one.
    async collect(this: Gauge<Label>): Promise<void> {
      this.reset();
      await Promise.all([...readers].map((reader) => atMost(READ_PATIENCE, reader())));
    },
  }));
  const reader = (): Promise<void> => read(metric);
  readers.add(reader);
  return () => readers.delete(reader);
}
