import { createHash } from 'node:crypto';

/** A text whose intent is known. */
export interface Example {
  readonly text: string;
  readonly label: string;
}

/** The examples cannot be learned from; the message says why and how to mend it. */
export class UnusableExamples extends Error {}

const LARGEST_TEXT = 20_000;
const shown = (items: readonly string[]): string => `${items.slice(0, 5).map((item) => `"${item}"`).join(', ')}${items.length > 5 ? ` and ${items.length - 5} more` : ''}`;

/** Labels that stand for "none of the intents". */
const NONE = new Set(['oos', 'out_of_scope', 'out-of-scope', 'none', 'unknown']);

/** Whether a label says that its text belongs to no intent. */
export const isOutOfScope = ({ label }: Example): boolean => NONE.has(label.trim().toLowerCase());

export interface TrainingSet {
  readonly examples: readonly Example[];
  /** Texts that belong to none of the classes. */
  readonly outOfScope: readonly string[];
  readonly classes: readonly string[];
  /** Class numbers of the examples. */
  readonly labels: Int32Array;
  readonly dataHash: string;
}

/** Orders and checks the examples. Throws {@link UnusableExamples}. */
export function trainingSet(given: readonly Example[], alsoOutOfScope: readonly string[] = []): TrainingSet {
  const cut = given.map(({ text, label }) => ({ text: text.trim().slice(0, LARGEST_TEXT), label: label.trim() }));
  const empty = cut.findIndex(({ text, label }) => text === '' || label === '');
  if (empty >= 0) throw new UnusableExamples(`example ${empty + 1} has no ${cut[empty]?.text === '' ? 'text' : 'label'}; leave such examples out`);
  const examples = cut.filter((example) => !isOutOfScope(example));
  const classes = [...new Set(examples.map(({ label }) => label))].sort();
  checkClasses(classes, examples);
  const numbers = new Map(classes.map((label, index) => [label, index]));
  const outOfScope = [...cut.filter(isOutOfScope).map(({ text }) => text), ...alsoOutOfScope.map((text) => text.trim()).filter((text) => text !== '')];
  return { examples, outOfScope, classes, labels: Int32Array.from(examples, ({ label }) => numbers.get(label) ?? -1), dataHash: hashOf(examples, outOfScope) };
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

const MOST_CLASSES = 1000;
const FEWEST_EXAMPLES = 2;

function checkClasses(classes: readonly string[], examples: readonly Example[]): void {
  if (classes.length < 2) throw new UnusableExamples(`${classes.length === 0 ? 'there are no examples' : `all examples have the label "${classes[0]}"`}; at least two different labels are needed`);
  if (classes.length > MOST_CLASSES) throw new UnusableExamples(`there are ${classes.length} different labels, and at most ${MOST_CLASSES} can be learned; is another column the label?`);
  const folded = grouped(classes, (label) => label.toLowerCase());
  const twins = [...folded.values()].filter((spellings) => spellings.length > 1);
  if (twins.length > 0) throw new UnusableExamples(`labels differ by upper and lower case only: ${twins.slice(0, 3).map((spellings) => shown(spellings)).join('; ')}; write each in one way`);
  const counts = grouped(examples, ({ label }) => label);
  const rare = classes.filter((label) => (counts.get(label)?.length ?? 0) < FEWEST_EXAMPLES);
  if (rare.length > 0) throw new UnusableExamples(`too few examples of ${shown(rare)}: each label needs ${FEWEST_EXAMPLES} at least`);
}

function hashOf(examples: readonly Example[], outOfScope: readonly string[]): string {
  const lines = [...examples.map(({ text, label }) => JSON.stringify([label, text])), ...outOfScope.map((text) => JSON.stringify([text]))].sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
