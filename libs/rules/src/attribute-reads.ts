import type { Field } from './field.ts';
import type { Parameters } from './parameters.ts';

type Attribute = Extract<Field, { kind: 'attribute' }>;

/** Whether each clause looks up what it compares, or all of them share one look-up: many rules mostly ask for few attributes. */
export type Reading = 'each' | 'once';

/** SQL for one attribute; each is NULL where there is none. */
export interface AttributeRead {
  /** The value as jsonb, in parentheses. */
  readonly value: string;
  /** Any value as a text. */
  readonly shown: string;
  /** The value where it is a text, as far as rules look into it. */
  readonly text: string;
  /** The end of a text, of so many characters. */
  readonly endOf: (characters: number) => string;
  /** Whether to compare texts is cheaper than to compare jsonb: where the text is there already. */
  readonly hasText: boolean;
}

/** Rules look at so many characters of the text of an attribute, and at its end: many conditions on long texts would take hours. */
export const LONGEST_LOOK = 2000;

/** The attributes that rules compare. */
export class AttributeReads {
  private readonly reads = new Map<string, { readonly place: number; readonly source: string }>();

  constructor(
    private readonly parameters: Parameters,
    private readonly reading: Reading,
  ) {}

  of({ owner, name }: Attribute): AttributeRead {
    const source = `${owner === 'contact' ? 'c' : 'a'}.attributes`;
    if (this.reading === 'once') return this.shared(source, name);
    const key = `${this.parameters.add(name)}::text`;
    const [value, shown] = [`(${source} -> ${key})`, `(${source} ->> ${key})`];
    const ofText = (sql: string): string => `(CASE WHEN jsonb_typeof${value} = 'string' THEN ${sql} END)`;
    return { value, shown, text: ofText(`left(${shown}, ${LONGEST_LOOK})`), endOf: (characters) => ofText(`right(${shown}, ${characters})`), hasText: false };
  }

  /** OFFSET 0 keeps the planner from putting the look-up back into each clause. */
  joins(): string {
    const reads = [...this.reads.values()];
    if (reads.length === 0) return '';
    const values = reads.map(({ place, source }) => `${source} AS v${place}`);
    const texts = reads.map(({ place }) => `CASE WHEN jsonb_typeof(v${place}) = 'string' THEN left(v${place} #>> '{}', ${LONGEST_LOOK}) END AS t${place}`);
    return `CROSS JOIN LATERAL (SELECT *, ${texts.join(', ')} FROM (SELECT ${values.join(', ')} OFFSET 0) found OFFSET 0) attributes`;
  }

  private shared(source: string, name: string): AttributeRead {
    const identity = `${source} ${name}`;
    const { place } = this.reads.get(identity) ?? this.note(identity, `${source} -> ${this.parameters.add(name)}::text`);
    const [value, shown] = [`(attributes.v${place})`, `(attributes.v${place} #>> '{}')`];
    return { value, shown, text: `(attributes.t${place})`, endOf: (characters) => `(CASE WHEN jsonb_typeof${value} = 'string' THEN right(${shown}, ${characters}) END)`, hasText: true };
  }

  private note(identity: string, source: string): { readonly place: number } {
    const read = { place: this.reads.size, source };
    this.reads.set(identity, read);
    return read;
  }
}
