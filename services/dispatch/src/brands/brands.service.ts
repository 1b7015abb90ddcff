import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation, type Transaction } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { Conflict, NotFound } from '@widecast/service-kit';
import { MoreThan } from 'typeorm';
import type { Page } from '../paging/page.ts';
import { Brand } from './brand.entity.ts';

export type NewBrand = Omit<Brand, 'id' | 'createdAt'>;

/** What may change at any time: it is nothing that was said. */
const FREE = new Set(['timeZone', 'zoneField', 'quietHours', 'tracking']);

@Injectable()
export class BrandsService {
  constructor(private readonly database: Database) {}

  async create(brand: NewBrand): Promise<Brand> {
    const id = uuidv7();
    await this.database.dataSource.getRepository(Brand).insert({ ...brand, id }).catch(nameTaken(brand.name));
    return await this.get(id);
  }

  /** Throws {@link Conflict} where it has spoken already: what was said stays as it was said. */
  async change(id: string, changes: Partial<NewBrand>): Promise<Brand> {
    await this.database.transaction(async (tx) => {
      await lock(tx, id);
      const used = await tx.query('SELECT FROM templates WHERE brand_id = $1 AND used_at IS NOT NULL LIMIT 1', [id]);
      if (used.length > 0 && Object.keys(changes).some((name) => !FREE.has(name))) throw new Conflict('Messages were made in the name of this brand, so it stays as it is; add another brand');
      if (Object.keys(changes).length > 0) await tx.manager.update(Brand, { id }, changes).catch(nameTaken(changes.name));
    });
    return await this.get(id);
  }

  /** Throws {@link Conflict} where it has templates. */
  async remove(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lock(tx, id);
      const [template] = await tx.query<{ name: string }>('SELECT name FROM templates WHERE brand_id = $1 LIMIT 1', [id]);
      if (template) throw new Conflict(`The template "${template.name}" is of this brand; remove it first`);
      await tx.manager.delete(Brand, { id });
    });
  }

  /** The oldest first. */
  list({ limit, after }: Page): Promise<Brand[]> {
    return this.database.dataSource.getRepository(Brand).find({ where: after === undefined ? {} : { id: MoreThan(after) }, order: { id: 'ASC' }, take: limit });
  }

  /** Throws {@link NotFound}. */
  async get(id: string): Promise<Brand> {
    const brand = await this.database.dataSource.getRepository(Brand).findOneBy({ id });
    if (!brand) throw new NotFound('brand', id);
    return brand;
  }

  /** The one that answers tickets where no other sender is set. */
  async first(): Promise<Brand | null> {
    const [brand] = await this.database.dataSource.getRepository(Brand).find({ order: { createdAt: 'ASC' }, take: 1 });
    return brand ?? null;
  }
}

/** New templates wait for it. */
async function lock(tx: Transaction, id: string): Promise<void> {
  const rows = await tx.query('SELECT FROM brands WHERE id = $1 FOR UPDATE', [id]);
  if (rows.length === 0) throw new NotFound('brand', id);
}

const nameTaken = (name = '') => (error: unknown): never => {
  if (isUniqueViolation(error, 'brands_name')) throw new Conflict(`There is a brand "${name}" already; choose another name`);
  throw error;
};
