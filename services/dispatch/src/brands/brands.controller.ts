import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { plainAddressText } from '../addresses/address-text.ts';
import { quietHours, timeZone, zoneField } from '../hours/hours.schema.ts';
import { trackingPolicy } from '../tracking/tracking-policy.ts';
import { given, nextOf, nextPage, pageQuery } from '../paging/page.ts';
import type { Brand } from './brand.entity.ts';
import { BrandsService } from './brands.service.ts';
import { headerText } from './header-value.ts';

const brand = z.object({
  id: z.uuid(), name: z.string(), legalName: z.string(), postalAddress: z.string(), fromName: z.string(), fromAddress: z.string(),
  replyTo: z.string().nullable(), timeZone: z.string(), zoneField: z.string().nullable(), quietHours: quietHours.nullable(), tracking: trackingPolicy, createdAt: z.date(),
});
const content = z.strictObject({
  name: headerText(100), legalName: headerText(200), postalAddress: headerText(300), fromName: headerText(100), fromAddress: plainAddressText,
  replyTo: plainAddressText.nullable().default(null),
  timeZone: timeZone.default('UTC').describe('Of contacts of whom no other is known'),
  zoneField: zoneField.nullable().default(null).describe('The attribute with the time zone of a contact, for campaigns that name none and for funnels; a step of a funnel must have it among its fields'),
  quietHours: quietHours.nullable().default(null).describe('When no promotion leaves, in the time of the contact; it waits as held'),
  tracking: trackingPolicy.default('consented').describe('Whose opens and clicks promotions tell: of nobody; of who has agreed to it (consent with the purpose tracking); of all but those who have withdrawn it'),
});
const one = z.object({ id: z.uuid() });

const createBrand = endpoint({
  method: 'POST', path: 'brands', scope: 'templates:write', summary: 'Add a brand: who is speaking, and the footer of its promotions',
  body: content,
  response: brand,
});
const listBrands = endpoint({
  method: 'GET', path: 'brands', scope: 'templates:read', summary: 'Brands, the oldest first', query: pageQuery,
  response: z.object({ brands: z.array(brand), next: nextPage }),
});
const changeBrand = endpoint({
  method: 'PATCH', path: 'brands/:id', scope: 'templates:write', summary: 'Change a brand; once a message was made in its name, only its time zone, the field of it, quiet hours and tracking', params: one,
  body: content.extend({ replyTo: plainAddressText.nullable(), timeZone, zoneField: zoneField.nullable(), quietHours: quietHours.nullable(), tracking: trackingPolicy }).partial(), response: brand,
});
const removeBrand = endpoint({
  method: 'DELETE', path: 'brands/:id', scope: 'templates:write', status: 204, summary: 'Remove a brand that has no template', params: one,
});

@Controller()
export class BrandsController {
  constructor(private readonly brands: BrandsService) {}

  @Handles(createBrand)
  create(@Input() { body }: InputOf<typeof createBrand>): Promise<Brand> {
    return this.brands.create(body);
  }

  @Handles(listBrands)
  async list(@Input() { query }: InputOf<typeof listBrands>): Promise<{ brands: Brand[]; next: string | null }> {
    const brands = await this.brands.list(query);
    return { brands, next: nextOf(brands, query) };
  }

  @Handles(changeBrand)
  change(@Input() { params, body }: InputOf<typeof changeBrand>): Promise<Brand> {
    return this.brands.change(params.id, given(body));
  }

  @Handles(removeBrand)
  async remove(@Input() { params }: InputOf<typeof removeBrand>): Promise<void> {
    await this.brands.remove(params.id);
  }
}
