import type { Example } from '../training/training-set.ts';

/**
 * Reads letters from a text in which `# intent` stands above the lines of this intent. Throws where a line comes before any intent.
 */
export function lettersIn(text: string): Example[] {
  const letters: Example[] = [];
  let label: string | undefined;
  for (const line of text.split('\n').map((raw) => raw.trim()).filter((raw) => raw !== '')) {
    if (line.startsWith('# ')) label = line.slice(2);
    else if (label === undefined) throw new Error(`"${line}" stands above the first intent`);
    else letters.push({ text: line, label });
  }
  return letters;
}
