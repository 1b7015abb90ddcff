import { Module } from '@nestjs/common';
import { ApiCatalogue } from './api-document/api-catalogue.ts';
import { DocumentController } from './api-document/document.controller.ts';
import { ServicesReadiness } from './health/services-readiness.ts';
import { ApiKeysController } from './keys/api-keys.controller.ts';
import { ApiKeys } from './keys/api-keys.service.ts';
import { Authenticator } from './keys/authenticator.ts';
import { FirstKey } from './keys/first-key.ts';
import { PagesController } from './pages/pages.controller.ts';
import { PersonalDataController } from './personal-data/personal-data.controller.ts';
import { AudienceReach } from './proxy/audience-reach.ts';
import { Edge } from './proxy/edge.ts';
import { Relay } from './proxy/relay.ts';

@Module({
  controllers: [ApiKeysController, DocumentController, PagesController, PersonalDataController],
  providers: [ApiCatalogue, ApiKeys, Authenticator, AudienceReach, Edge, FirstKey, Relay, ServicesReadiness],
})
export class GatewayModule {}
