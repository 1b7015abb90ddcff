import { Controller } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { AttributeTypesRepository, type Attribute } from './attribute-types.repository.ts';
import { declareAttribute, forgetAttribute, listAttributes } from './attributes.api.ts';

@Controller()
export class AttributesController {
  constructor(private readonly types: AttributeTypesRepository) {}

  @Handles(listAttributes)
  async list(): Promise<{ attributes: Attribute[] }> {
    return { attributes: await this.types.list() };
  }

  @Handles(declareAttribute)
  declare(@Input() { params, body }: InputOf<typeof declareAttribute>): Promise<Attribute> {
    return this.types.declare(params.name, body.type);
  }

  @Handles(forgetAttribute)
  async forget(@Input() { params }: InputOf<typeof forgetAttribute>): Promise<void> {
    await this.types.forget(params.name);
  }
}
