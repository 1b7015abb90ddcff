import { median } from '../dispatch/report.ts';
import type { Cpu } from './installation.ts';
import type { BlastFigures, RunFigures } from './run.ts';

const quantile = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const cpuText = ({ dispatch, segmentation, postgres, sink, bench, others, idle }: Cpu): string =>
  `CPU: dispatch ${dispatch.toFixed(1)} s, segmentation ${segmentation.toFixed(1)} s, PostgreSQL ${postgres.toFixed(1)} s, sink ${sink.toFixed(1)} s, ` +
  `bench ${bench.toFixed(1)} s, others ${others.toFixed(1)} s, idle ${idle.toFixed(1)} s`;

const freshnessOf = ({ latencies }: BlastFigures): { p50: number; p99: number; worst: number } => ({
  p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), worst: latencies.reduce((most, ms) => Math.max(most, ms), 0),
});

export function tellRun(name: string, { perSecond, seconds: took, cpu, blast }: RunFigures): void {
  process.stdout.write(`  ${perSecond.toLocaleString('en-US').padStart(7)} messages/s ${name}, ${took.toFixed(1)} s; ${cpuText(cpu)}\n`);
  if (!blast) return;
  const { p50, p99, worst } = freshnessOf(blast);
  process.stdout.write(
    `          ${blast.events} opens and clicks, ${Math.round(blast.judgedShare * 100)} % judged at the end of the campaign, all ${blast.settleSeconds.toFixed(1)} s later; ` +
    `in segments after p50 ${seconds(p50)}, p99 ${seconds(p99)}, worst ${seconds(worst)}\n`);
}

/** What stands in the file, and is printed: of each figure the median of all runs. */
export interface Figures {
  readonly alonePerSecond: number;
  readonly blastPerSecond: number;
  /** Of its speed alone, what dispatch keeps. */
  readonly dispatchShare: number;
  /** The same by what both took of the CPU for a message: what it would be where nothing else ran and nothing waited. */
  readonly cpuShare: number;
  readonly events: number;
  readonly judgedShare: number;
  readonly visibleP50Ms: number;
  readonly visibleP99Ms: number;
  readonly visibleWorstMs: number;
  readonly settleSeconds: number;
  /** Of dispatch, segmentation, PostgreSQL and the sink together: what an open or a click costs, while it lasts. */
  readonly cpuMicrosecondsAnEvent: number;
  readonly cpuSeconds: { readonly alone: Cpu; readonly blast: Cpu };
}

export function figuresOf(alone: readonly RunFigures[], blasted: readonly RunFigures[]): Figures {
  const speed = (runs: readonly RunFigures[]): number => median(runs.map(({ perSecond }) => perSecond));
  const blasts = blasted.flatMap(({ blast }) => blast ?? []);
  const of = (figure: (blast: BlastFigures) => number): number => median(blasts.map(figure));
  return {
    alonePerSecond: speed(alone), blastPerSecond: speed(blasted), dispatchShare: Math.round((speed(blasted) / speed(alone)) * 1000) / 1000,
    cpuShare: Math.round((total(medianCpu(alone)) / total(medianCpu(blasted))) * 1000) / 1000,
    events: of(({ events }) => events), judgedShare: Number(of(({ judgedShare }) => judgedShare).toFixed(3)),
    visibleP50Ms: of((blast) => freshnessOf(blast).p50), visibleP99Ms: of((blast) => freshnessOf(blast).p99), visibleWorstMs: of((blast) => freshnessOf(blast).worst),
    settleSeconds: Number(of(({ settleSeconds }) => settleSeconds).toFixed(2)),
    cpuMicrosecondsAnEvent: Math.round(((total(medianCpu(blasted)) - total(medianCpu(alone))) / of(({ events }) => events)) * 1e6),
    cpuSeconds: { alone: medianCpu(alone), blast: medianCpu(blasted) },
  };
}

const total = ({ dispatch, segmentation, postgres, sink }: Cpu): number => dispatch + segmentation + postgres + sink;

function medianCpu(runs: readonly RunFigures[]): Cpu {
  const of = (part: keyof Cpu): number => Number(median(runs.map(({ cpu }) => cpu[part])).toFixed(2));
  return { dispatch: of('dispatch'), segmentation: of('segmentation'), postgres: of('postgres'), sink: of('sink'), bench: of('bench'), others: of('others'), idle: of('idle') };
}
