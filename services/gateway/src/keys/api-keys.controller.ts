import { Controller } from '@nestjs/common';
import { endpoint, givenMoment, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { isScope, SCOPE_HELP } from './api-key.ts';
import { ApiKeys } from './api-keys.service.ts';
import type { ApiKey } from './api-key.entity.ts';

const moment = z.iso.datetime({ offset: true });
const keyView = z.object({
  id: z.uuid(), name: z.string(), hint: z.string(), scopes: z.array(z.string()), createdBy: z.string(), createdAt: moment,
  expiresAt: moment.nullable(), lastUsedAt: moment.nullable(), revokedAt: moment.nullable(),
});

const createKey = endpoint({
  method: 'POST', path: 'keys', scope: 'keys:write', summary: 'Make an API key; its secret is shown in this answer only',
  body: z.strictObject({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(z.string().refine(isScope, SCOPE_HELP)).min(1).max(50),
    expiresAt: givenMoment.optional(),
  }),
  response: z.object({ id: z.uuid(), key: z.string() }),
});
const listKeys = endpoint({
  method: 'GET', path: 'keys', scope: 'keys:read', summary: 'The keys, newest first, without their secrets',
  response: z.object({ keys: z.array(keyView) }),
});
const revokeKey = endpoint({
  method: 'DELETE', path: 'keys/:id', scope: 'keys:write', status: 204, summary: 'Revoke a key; effective everywhere within two seconds',
  params: z.object({ id: z.uuid() }),
});

export const KEY_ENDPOINTS = [createKey, listKeys, revokeKey];

@Controller()
export class ApiKeysController {
  constructor(private readonly keys: ApiKeys) {}

  @Handles(createKey)
  create(@Input() { body, actor }: InputOf<typeof createKey>): Promise<{ id: string; key: string }> {
    return this.keys.create(body, actor);
  }

  @Handles(listKeys)
  async list(): Promise<{ keys: ApiKey[] }> {
    return { keys: await this.keys.list() };
  }

  @Handles(revokeKey)
  async revoke(@Input() { params }: InputOf<typeof revokeKey>): Promise<void> {
    await this.keys.revoke(params.id);
  }
}
