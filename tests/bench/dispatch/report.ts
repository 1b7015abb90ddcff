import type { Figures } from './widecast.ts';

/** The middle one; of an even number the lower of the two. */
export const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? 0;

const rate = (n: number): string => n.toLocaleString('en-US').padStart(7);

export function tellFigures(run: number, figures: Figures, peers: Readonly<Record<string, number | undefined>>): void {
  const others = Object.entries(peers).flatMap(([name, perSecond]) => (perSecond === undefined ? [] : [`${name} ${rate(perSecond)}`]));
  process.stdout.write(`run ${run}: widecast ${rate(figures.perSecond)} · ${others.join(' · ')}
       first message after ${figures.firstMessageSeconds.toFixed(2)} s, ${figures.rssMb} MB, CPU a message: ${figures.cpuMicroseconds} µs, PostgreSQL ${figures.postgresMicroseconds}, sink ${figures.sinkMicroseconds}; ` +
    `WAL ${figures.walBytesPerRecipient} and table ${figures.tableBytesPerRecipient} bytes a recipient\n`);
}

export function tellMedians({ perSecond, ratios, ...rest }: { readonly perSecond: number; readonly ratios: Readonly<Record<string, number>> } & Readonly<Record<string, unknown>>): void {
  const compared = Object.entries(ratios).map(([name, ratio]) => `${ratio} × ${name}`);
  process.stdout.write(`medians: widecast ${rate(perSecond)} messages/s: ${compared.join(', ')}\n${JSON.stringify(rest)}\n`);
}
