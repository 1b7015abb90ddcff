/** Numbers of deliveries as PostgreSQL writes them, `{[1,5),[7,8)}`: what follows on each other costs one range, however many there are. */
export function seqSet(seqs: readonly number[]): string {
  const ranges: string[] = [];
  const sorted = seqs.toSorted((a, b) => a - b);
  for (let at = 0; at < sorted.length; ) {
    const from = sorted[at] ?? 0;
    let until = from + 1;
    for (at += 1; at < sorted.length && (sorted[at] ?? 0) <= until; at += 1) until = (sorted[at] ?? 0) + 1;
    ranges.push(`[${from},${until})`);
  }
  return `{${ranges.join(',')}}`;
}
