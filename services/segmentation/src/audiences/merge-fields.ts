import type { MergeFields } from '@widecast/contracts';

export interface ContactValues {
  readonly email: string | null;
  readonly externalId: string | null;
  readonly name: string | null;
  readonly language: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly accountName: string | null;
  readonly accountTier: string | null;
  readonly accountAttributes: Readonly<Record<string, unknown>> | null;
}

const ACCOUNT = 'account.';
const ATTRIBUTES = 'attributes.';

const OWN = ['email', 'externalId', 'name', 'language'] as const;
const isOwn = (name: string): name is (typeof OWN)[number] => OWN.some((own) => own === name);

/** Whether a field is one of the attributes of the contact, or of the account. */
export const isOfContact = (name: string): boolean => !name.startsWith(ACCOUNT) && !isOwn(name);
export const isOfAccount = (name: string): boolean => name.startsWith(ACCOUNT) && name !== 'account.name' && name !== 'account.tier';

/** The values of the named fields; null where the contact has none, so that a template can tell. */
export function mergeFieldsOf(names: readonly string[], contact: ContactValues): MergeFields {
  return Object.fromEntries(names.map((name) => [name, scalar(valueOf(name, contact))]));
}

function valueOf(name: string, { attributes, accountName, accountTier, accountAttributes, ...own }: ContactValues): unknown {
  if (name === 'account.name') return accountName;
  if (name === 'account.tier') return accountTier;
  if (name.startsWith(ACCOUNT)) return attribute(accountAttributes, plain(name.slice(ACCOUNT.length)));
  if (isOwn(name)) return own[name];
  return attribute(attributes, plain(name));
}

/** `attributes.city` and `city` are the same, as in rules. */
function plain(name: string): string {
  return name.startsWith(ATTRIBUTES) ? name.slice(ATTRIBUTES.length) : name;
}

function attribute(attributes: Readonly<Record<string, unknown>> | null, name: string): unknown {
  return attributes && Object.hasOwn(attributes, name) ? attributes[name] : null;
}

function scalar(value: unknown): MergeFields[string] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

const COLUMNS: Readonly<Record<string, string>> = { email: 'c.email', externalId: 'c.external_id', name: 'c.name', language: 'c.language', 'account.name': 'a.name', 'account.tier': "'UNKNOWN'" };

/** Whether contact `c` of account `a` has no value for a field, in SQL; what it must be told of the field goes into `given`. */
export function absentSql(field: string, given: unknown[]): string {
  const column = Object.hasOwn(COLUMNS, field) ? COLUMNS[field] : undefined;
  if (column !== undefined) return `coalesce(${column}, '') = ''`;
  const isOfAccountHere = field.startsWith(ACCOUNT);
  given.push(plain(isOfAccountHere ? field.slice(ACCOUNT.length) : field));
  const value = `${isOfAccountHere ? 'a' : 'c'}.attributes -> $${given.length}::text`;
  return `coalesce(jsonb_typeof(${value}) NOT IN ('string', 'number', 'boolean') OR ${value} = '""', true)`;
}
