import { createHash } from 'node:crypto';

/** A number of the words: the same for what differs in figures alone, "Disk 91 % full", "Disk 92 % full". */
export function wordingOf({ subject, text }: { readonly subject: string; readonly text: string }): string {
  const words = `${subject}\n${text}`.toLowerCase().replaceAll(/\p{N}+/gu, '#').replaceAll(/\s+/g, ' ');
  return createHash('sha256').update(words).digest().readBigInt64BE().toString();
}
