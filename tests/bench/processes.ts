import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Clock ticks a second in /proc, the same on every Linux that Node runs on. */
const TICKS = 100;

interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  /** Of CPU, its own and that of its children that have ended. */
  readonly seconds: number;
  readonly command: string;
}

function rowOf(pid: number): ProcessRow | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return { pid, parent: Number(fields[1]), seconds: fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS, command };
  } catch {
    return undefined; // It ended meanwhile.
  }
}

const table = (): ProcessRow[] =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => rowOf(Number(name))).filter((row) => row !== undefined);

/** The process, its descendants, and whatever else was started on a folder (a database server has a group of its own). */
export function familyOf(pid: number, folder: string): ProcessRow[] {
  const rows = table();
  const family = new Set([pid, ...rows.filter(({ command }) => command.includes(folder)).map((row) => row.pid)]);
  for (let grown = true; grown; ) {
    const children = rows.filter((row) => family.has(row.parent) && !family.has(row.pid));
    for (const child of children) family.add(child.pid);
    grown = children.length > 0;
  }
  return rows.filter((row) => family.has(row.pid));
}

/** Seconds of all cores together. */
export function machineCpu(): { readonly busy: number; readonly idle: number } {
  const cores = cpus().map(({ times }) => times);
  const sum = (pick: (times: (typeof cores)[number]) => number): number => cores.reduce((total, times) => total + pick(times), 0) / 1000;
  return { busy: sum(({ user, nice, sys, irq }) => user + nice + sys + irq), idle: sum(({ idle }) => idle) };
}

/** Proportional memory of a process in MB. */
export function memoryOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
