import type { MergeFields } from '@widecast/contracts';

/** Links of one message that tell us of it. */
export interface Tracking {
  readonly open: string;
  /** The link that leads to a page by way of us. */
  click(destination: string): string;
}

/** What a template may ask for: the merge fields of a recipient and the link that ends what he gets. */
export class FieldScope {
  private plain: object | undefined;

  constructor(private readonly fields: MergeFields, readonly unsubscribeUrl: string, readonly tracking?: Tracking) {}

  /** Undefined where there is none. */
  get(name: string): unknown {
    if (Object.hasOwn(this.fields, name)) return this.fields[name];
    return name === 'unsubscribe_url' ? this.unsubscribeUrl : undefined;
  }

  /** `account.size` as a property of `account`; nothing but plain data without a prototype is in reach. */
  get data(): object {
    return (this.plain ??= nested({ ...this.fields, unsubscribe_url: this.unsubscribeUrl }));
  }
}

function nested(fields: MergeFields): object {
  const data = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(fields)) {
    const dot = name.indexOf('.');
    if (dot === -1) {
      data[name] = value;
      continue;
    }
    const group = (data[name.slice(0, dot)] ??= Object.create(null) as object) as Record<string, unknown>;
    if (typeof group === 'object') group[name.slice(dot + 1)] = value;
  }
  return data;
}
