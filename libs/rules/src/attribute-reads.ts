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
  /** The value where it is a text. */
  readonly text: string;
  /** Whether to compare texts is cheaper than to compare jsonb: where the text is there already. */
  readonly hasText: boolean;
}

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
    return { value, shown, text: `(CASE WHEN jsonb_typeof${value} = 'string' THEN ${shown} END)`, hasText: false };
  }

  /** OFFSET 0 keeps the planner from putting the look-up back into each clause. */
  joins(): string {
    const reads = [...this.reads.values()];
    if (reads.length === 0) return '';
    const values = reads.map(({ place, source }) => `${source} AS v${place}`);
    const texts = reads.map(({ place }) => `CASE WHEN jsonb_typeof(v${place}) = 'string' THEN v${place} #>> '{}' END AS t${place}`);
    return `CROSS JOIN LATERAL (SELECT *, ${texts.join(', ')} FROM (SELECT ${values.join(', ')} OFFSET 0) found OFFSET 0) attributes`;
  }

  private shared(source: string, name: string): AttributeRead {
    const identity = `${source} ${name}`;
    const { place } = this.reads.get(identity) ?? this.note(identity, `${source} -> ${this.parameters.add(name)}::text`);
    return { value: `(attributes.v${place})`, shown: `(attributes.v${place} #>> '{}')`, text: `(attributes.t${place})`, hasText: true };
  }

  private note(identity: string, source: string): { readonly place: number } {
    const read = { place: this.reads.size, source };
    this.reads.set(identity, read);
    return read;
  }
}
