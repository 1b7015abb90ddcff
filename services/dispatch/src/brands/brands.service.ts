import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { Conflict, NotFound } from '@widecast/service-kit';
import { Brand } from './brand.entity.ts';

export type NewBrand = Omit<Brand, 'id' | 'createdAt'>;

@Injectable()
export class BrandsService {
  constructor(private readonly database: Database) {}

  async create(brand: NewBrand): Promise<Brand> {
    const brands = this.database.dataSource.getRepository(Brand);
    const id = uuidv7();
    try {
      await brands.insert({ ...brand, id });
    } catch (error) {
      if (isUniqueViolation(error, 'brands_name')) throw new Conflict(`There is a brand "${brand.name}" already; choose another name`);
      throw error;
    }
    return await brands.findOneByOrFail({ id });
  }

  list(): Promise<Brand[]> {
    return this.database.dataSource.getRepository(Brand).find({ order: { createdAt: 'ASC' } });
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
