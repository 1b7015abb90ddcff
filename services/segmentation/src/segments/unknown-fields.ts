import type { Queryable } from '@widecast/database';
import { leavesOf, type Rule } from '@widecast/rules';
import type { AttributeTypes } from '../attributes/attribute-type.ts';

/** So many contacts, and accounts, are looked at for a name that no import has told. */
const LOOKED_AT = 20_000;
const LISTED = 20;

interface Place {
  readonly prefix: string;
  readonly table: 'contacts' | 'accounts';
}

const PLACES: readonly Place[] = [{ prefix: 'attributes.', table: 'contacts' }, { prefix: 'account.attributes.', table: 'accounts' }, { prefix: 'account.', table: 'accounts' }];
const COLUMNS = new Set(['account.tier', 'account.name']);

/** What a rule compares that nobody seems to have, as where a name is spelt wrongly: it is no error, for a list may bring it tomorrow. */
export async function unknownFieldHints(db: Queryable, rule: Rule, types: AttributeTypes): Promise<string[]> {
  const fields = new Set([...leavesOf(rule)].flatMap((leaf) => ('field' in leaf ? [leaf.field] : [])));
  const hints: string[] = [];
  for (const field of fields) {
    const place = COLUMNS.has(field) ? undefined : PLACES.find(({ prefix }) => field.startsWith(prefix));
    if (!place || (place.table === 'contacts' && types.has(field.slice(place.prefix.length)))) continue;
    const name = field.slice(place.prefix.length);
    if (!(await isHeld(db, place.table, name))) hints.push(hintOf(field, place, await knownNames(db, place.table, types)));
  }
  return hints;
}

const latestOf = (table: Place['table']): string => `(SELECT attributes FROM ${table} ORDER BY id DESC LIMIT ${LOOKED_AT}) latest`;

async function isHeld(db: Queryable, table: Place['table'], name: string): Promise<boolean> {
  const [row] = await db.query<{ isHeld: boolean }>(`SELECT EXISTS (SELECT FROM ${latestOf(table)} WHERE attributes ? $1) AS "isHeld"`, [name]);
  return row?.isHeld === true;
}

async function knownNames(db: Queryable, table: Place['table'], types: AttributeTypes): Promise<string[]> {
  const rows = await db.query<{ name: string }>(`SELECT DISTINCT jsonb_object_keys(attributes) AS name FROM ${latestOf(table)}`);
  return [...new Set([...rows.map(({ name }) => name), ...(table === 'contacts' ? types.keys() : [])])].toSorted();
}

function hintOf(field: string, { prefix, table }: Place, known: readonly string[]): string {
  const listed = known.slice(0, LISTED).map((name) => prefix + name).join(', ');
  const all = known.length === 0 ? 'there are none yet' : `there are ${listed}${known.length > LISTED ? ` and ${known.length - LISTED} more` : ''}`;
  return `no ${table === 'contacts' ? 'contact' : 'account'} that was looked at has "${field}": is it spelt as in the import? ${all}`;
}
