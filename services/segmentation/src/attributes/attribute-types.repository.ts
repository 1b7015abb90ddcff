import { Injectable } from '@nestjs/common';
import { columnsOf, Database, type Transaction } from '@widecast/database';
import { Conflict, Invalid } from '@widecast/service-kit';
import { canonicalName, INSTANT_PATTERN, type Rule } from '@widecast/rules';
import { clashOf, MOST_ATTRIBUTES, type AttributeType, type AttributeTypes } from './attribute-type.ts';
import { typeIssuesOf } from './rule-types.ts';

export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  /** A program said so; else the cells of a file did. */
  readonly declared: boolean;
}

const FITS: Readonly<Record<AttributeType, string>> = {
  string: `jsonb_typeof(v) = 'string'`, number: `jsonb_typeof(v) = 'number'`, boolean: `jsonb_typeof(v) = 'boolean'`, list: `jsonb_typeof(v) = 'array'`,
  date: `jsonb_typeof(v) = 'string' AND v #>> '{}' ~ '${INSTANT_PATTERN}'`,
};

/** The table attribute_types: what the attributes of contacts are. */
@Injectable()
export class AttributeTypesRepository {
  constructor(private readonly database: Database) {}

  list(): Promise<Attribute[]> {
    return this.database.query<Attribute>('SELECT name, type, declared FROM attribute_types ORDER BY name');
  }

  async types(): Promise<AttributeTypes> {
    return new Map((await this.list()).map(({ name, type }) => [name, type]));
  }

  /** Throws Conflict where a contact has a value of another type, or the rule of a segment asks for one. */
  async declare(name: string, type: AttributeType): Promise<Attribute> {
    await this.database.transaction(async (tx) => {
      await this.makeRoom(tx, [name]);
      const [clash] = await tx.query<{ id: string; value: unknown }>(
        `SELECT id, v AS value FROM (SELECT id, attributes -> $1 AS v FROM contacts WHERE attributes -> $1 IS NOT NULL) held
         WHERE jsonb_typeof(v) <> 'null' AND NOT (${FITS[type]}) LIMIT 1`, [name],
      );
      if (clash) throw new Conflict(`Contact ${clash.id} has another value: ${clashOf(name, type, clash.value)}`);
      await refuseAskedOtherwise(tx, name, type);
      await tx.query(
        `INSERT INTO attribute_types (name, type, declared) VALUES ($1, $2, true) ON CONFLICT (name) DO UPDATE SET type = excluded.type, declared = true`, [name, type],
      );
    });
    return { name, type, declared: true };
  }

  /** What is known already stays as it is. */
  async infer(types: AttributeTypes): Promise<void> {
    if (types.size === 0) return;
    await this.database.transaction(async (tx) => {
      await this.makeRoom(tx, [...types.keys()]);
      await tx.query(
        `INSERT INTO attribute_types (name, type, declared) SELECT name, type, false FROM unnest($1::text[], $2::text[]) AS t (name, type) ON CONFLICT DO NOTHING`,
        columnsOf([...types], ([name]) => name, ([, type]) => type),
      );
    });
  }

  /** Whether {@link infer} would take them: throws Invalid where there would be too many. */
  async rehearse(types: AttributeTypes): Promise<void> {
    if (types.size > 0) await this.database.transaction((tx) => this.makeRoom(tx, [...types.keys()]));
  }

  private async makeRoom(tx: Transaction, names: readonly string[]): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('widecast attribute types'))`);
    const [row] = await tx.query<{ count: number }>('SELECT count(*)::int AS count FROM (SELECT name FROM attribute_types UNION SELECT unnest($1::text[])) all_names', [names]);
    const count = row?.count ?? 0;
    if (count > MOST_ATTRIBUTES) {
      throw new Invalid(`There would be ${count} attributes; there may be ${MOST_ATTRIBUTES}. Leave columns out of the file, or delete attributes that nobody needs with DELETE /v1/attributes/:name`);
    }
  }

  /** Its values stay; they are of no type then. */
  async forget(name: string): Promise<void> {
    await this.database.query('DELETE FROM attribute_types WHERE name = $1', [name]);
  }
}

/** A rule that compares it as something else would be met by nobody any more, without a word. */
async function refuseAskedOtherwise(tx: Transaction, name: string, type: AttributeType): Promise<void> {
  const segments = await tx.query<{ name: string; rule: Rule }>(
    `SELECT name, rule FROM segments WHERE removed_at IS NULL AND dependencies -> 'fields' ? $1 ORDER BY name`, [canonicalName(`attributes.${name}`)]);
  const clashes = segments.flatMap((segment) => typeIssuesOf(segment.rule, new Map([[name, type]])).map(({ path }) => `"${segment.name}" (${path})`));
  if (clashes.length > 0) throw new Conflict(`Segments compare "${name}" with what is no ${type}: ${clashes.slice(0, 10).join(', ')}; change their rules first`);
}
