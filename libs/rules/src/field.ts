/** Columns that hold text; every other name after `account.` is an entry of the account's attributes. */
const TEXT_COLUMNS = ['email', 'emailKind', 'language', 'account.tier', 'account.name'] as const;

export type TextColumn = (typeof TEXT_COLUMNS)[number];

/** Where a field's value is kept. */
export type Field =
  | { readonly kind: 'text'; readonly column: TextColumn }
  | { readonly kind: 'instant' }
  | { readonly kind: 'attribute'; readonly owner: 'contact' | 'account'; readonly name: string };

const CONTACT_ATTRIBUTE = 'attributes.';
const ACCOUNT_ATTRIBUTE = 'account.attributes.';
const ACCOUNT_SIGNAL = /^account\.(?!attributes(?:\.|$))([A-Za-z_][\w-]*)$/;

/** The field of that name, or null when a rule cannot speak of it. */
export function fieldOf(name: string): Field | null {
  const column = TEXT_COLUMNS.find((known) => known === name);
  if (column !== undefined) return { kind: 'text', column };
  if (name === 'createdAt') return { kind: 'instant' };
  if (name.startsWith(CONTACT_ATTRIBUTE)) return attribute('contact', name.slice(CONTACT_ATTRIBUTE.length));
  if (name.startsWith(ACCOUNT_ATTRIBUTE)) return attribute('account', name.slice(ACCOUNT_ATTRIBUTE.length));
  return attribute('account', ACCOUNT_SIGNAL.exec(name)?.[1] ?? '');
}

/** The field of a name that a validated rule holds; throws RangeError on any other. */
export function knownField(name: string): Field {
  const field = fieldOf(name);
  if (field === null) throw new RangeError(`"${name}" is no field of a rule`);
  return field;
}

/** One spelling for one field: `account.seats` and `account.attributes.seats` are the same. */
export function canonicalName(name: string): string {
  const field = knownField(name);
  // The one follows from the other.
  if (name === 'emailKind') return 'email';
  if (field.kind !== 'attribute') return name;
  return (field.owner === 'contact' ? CONTACT_ATTRIBUTE : ACCOUNT_ATTRIBUTE) + field.name;
}

function attribute(owner: 'contact' | 'account', name: string): Field | null {
  return name === '' ? null : { kind: 'attribute', owner, name };
}
