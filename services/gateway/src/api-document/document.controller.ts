import { Controller, Get, Header } from '@nestjs/common';
import { apiPartOf } from '@widecast/service-kit';
import { KEY_ENDPOINTS } from '../keys/api-keys.controller.ts';
import { exportPersonalData } from '../personal-data/personal-data.controller.ts';
import { ApiCatalogue } from './api-catalogue.ts';
import type { ApiPart, Json } from './api-part.ts';
import { mergeParts } from './merge-parts.ts';

const OWN = { paths: { ...apiPartOf(KEY_ENDPOINTS, 'keys').paths, ...apiPartOf([exportPersonalData], 'contacts').paths } } as ApiPart;

@Controller()
export class DocumentController {
  constructor(private readonly catalogue: ApiCatalogue) {}

  @Get('openapi.json')
  @Header('cache-control', 'no-cache')
  async document(): Promise<Json> {
    return mergeParts(await this.catalogue.parts(), OWN);
  }
}
