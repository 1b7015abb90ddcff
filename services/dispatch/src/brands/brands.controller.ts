import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { BrandsService } from './brands.service.ts';
import type { Brand } from './brand.entity.ts';
import { headerText } from './header-value.ts';

const brand = z.object({
  id: z.uuid(), name: z.string(), legalName: z.string(), postalAddress: z.string(), fromName: z.string(), fromAddress: z.string(),
  replyTo: z.string().nullable(), createdAt: z.date(),
});
const createBrand = endpoint({
  method: 'POST', path: 'brands', scope: 'templates:write', summary: 'Add a brand: who is speaking, and the footer of its promotions',
  body: z.strictObject({
    name: headerText(100), legalName: headerText(200), postalAddress: headerText(300), fromName: headerText(100), fromAddress: z.email().max(254),
    replyTo: z.email().max(254).nullable().default(null),
  }),
  response: brand,
});
const listBrands = endpoint({
  method: 'GET', path: 'brands', scope: 'templates:read', summary: 'All brands, the oldest first', response: z.object({ brands: z.array(brand) }),
});

@Controller()
export class BrandsController {
  constructor(private readonly brands: BrandsService) {}

  @Handles(createBrand)
  create(@Input() { body }: InputOf<typeof createBrand>): Promise<Brand> {
    return this.brands.create(body);
  }

  @Handles(listBrands)
  async list(): Promise<{ brands: Brand[] }> {
    return { brands: await this.brands.list() };
  }
}
