import { Controller } from '@nestjs/common';
import { Database } from '@widecast/database';
import { z } from 'zod';
import { endpoint, Handles, Input, type InputOf } from '../http/endpoint.ts';
import { PersonalData, type PersonalRecords } from './personal-data.ts';

/** For the gateway alone, which puts the answers of all services together. */
const collectPersonalData = endpoint({
  method: 'GET', path: 'personal-data/:contactId', scope: 'privacy:read', summary: 'What this service knows of a person',
  params: z.object({ contactId: z.uuid() }), query: z.object({ email: z.string().max(1000).optional() }), response: z.record(z.string(), z.array(z.unknown())),
});

@Controller()
export class PersonalDataController {
  constructor(
    private readonly database: Database,
    private readonly data: PersonalData,
  ) {}

  @Handles(collectPersonalData)
  collect(@Input() { params, query }: InputOf<typeof collectPersonalData>): Promise<PersonalRecords> {
    return this.data.collect(this.database, { contactId: params.contactId, email: query.email ?? null });
  }
}
