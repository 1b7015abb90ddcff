import type { Variant } from './options.ts';
import type { Figures } from './widecast.ts';

/** The middle one; of an even number the lower of the two. */
export const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? 0;

const rate = (n: number): string => n.toLocaleString('en-US').padStart(7);

export const nameOf = ({ recipients, processes, signing }: Variant): string =>
  `${recipients.toLocaleString('en-US')} recipients, ${processes} process${processes === 1 ? '' : 'es'}, ${signing}`;

export function tellFigures(name: string, figures: Figures): void {
  process.stdout.write(`  ${rate(figures.perSecond)} widecast, ${name}
          first message after ${figures.firstMessageSeconds.toFixed(2)} s, ${figures.rssMb} MB, CPU a message: ${figures.cpuMicroseconds} µs, PostgreSQL ${figures.postgresMicroseconds}, sink ${figures.sinkMicroseconds}; ` +
    `WAL ${figures.walBytesPerRecipient} and table ${figures.tableBytesPerRecipient} bytes a recipient\n`);
}

export const tellPeer = (name: string, perSecond: number): void => void process.stdout.write(`  ${rate(perSecond)} ${name}\n`);

export type Peers = Readonly<Record<string, number>>;

/** What stands in the file, and is printed: of each figure the median of all runs. */
export type Medians = Figures & { readonly peers: Peers; readonly ratios: Peers };

export function mediansOf(runs: readonly Figures[], peers: Peers): Medians {
  const of = (figure: keyof Figures): number => median(runs.map((each) => each[figure]));
  const perSecond = of('perSecond');
  return {
    perSecond, rssMb: of('rssMb'), walBytesPerRecipient: of('walBytesPerRecipient'), tableBytesPerRecipient: of('tableBytesPerRecipient'),
    firstMessageSeconds: Number(of('firstMessageSeconds').toFixed(3)), seconds: of('seconds'),
    cpuMicroseconds: of('cpuMicroseconds'), postgresMicroseconds: of('postgresMicroseconds'), sinkMicroseconds: of('sinkMicroseconds'),
    peers, ratios: Object.fromEntries(Object.entries(peers).map(([name, peer]) => [name, Math.round((perSecond / peer) * 100) / 100])),
  };
}

export function tellMedians(name: string, { perSecond, ratios }: Medians): void {
  process.stdout.write(`  ${rate(perSecond)} ${name}: ${Object.entries(ratios).map(([peer, ratio]) => `${ratio} × ${peer}`).join(', ')}\n`);
}
