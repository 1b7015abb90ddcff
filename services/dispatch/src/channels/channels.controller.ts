import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { headerText } from '../brands/header-value.ts';
import type { Channel } from './channel.entity.ts';
import { ChannelsService } from './channels.service.ts';

const EXAMPLE = { name: 'SMS', url: 'https://gateway.example/widecast', addressField: 'phone' };
const channel = z.object({
  id: z.uuid(), name: z.string(), url: z.string(), addressField: z.string(),
  fault: z.string().nullable().describe('Why the provider cannot be reached; null where it can, as far as is known'), faultAt: z.date().nullable(), createdAt: z.date(),
});
const one = z.object({ id: z.uuid() });

const createChannel = endpoint({
  method: 'POST', path: 'channels', scope: 'operations:write', summary: 'Add a channel: a provider of text messages or messengers behind a signed webhook',
  description: 'Each message is a POST of JSON {id, to, from, subject, text, source, contactId}, signed as Standard Webhooks say (webhook-id, webhook-timestamp, webhook-signature). ' +
    '2xx accepts it; 408, 425, 429 and 5xx are tried again; anything else fails it. The id is the same for every attempt. The secret is in this answer only.',
  body: z.strictObject({
    name: headerText(100), url: z.url({ protocol: /^https?$/ }).max(2000),
    addressField: z.string().min(1).max(200).describe('The merge field with the address of a contact, like phone'),
  }).meta({ examples: [EXAMPLE] }),
  response: channel.extend({ secret: z.string() }).meta({
    examples: [{ id: '0191e0b0-5c3a-7d11-8a22-3b4c5d6e7f80', ...EXAMPLE, fault: null, faultAt: null, createdAt: '2026-11-24T09:30:00.000Z', secret: 'whsec_…' }],
  }),
});
const listChannels = endpoint({
  method: 'GET', path: 'channels', scope: 'campaigns:read', summary: 'Channels, the oldest first', response: z.object({ channels: z.array(channel) }),
});
const removeChannel = endpoint({ method: 'DELETE', path: 'channels/:id', scope: 'operations:write', status: 204, summary: 'Remove a channel that no campaign has', params: one });

@Controller()
export class ChannelsController {
  constructor(private readonly channels: ChannelsService) {}

  @Handles(createChannel)
  create(@Input() { body, actor }: InputOf<typeof createChannel>): Promise<Channel> {
    return this.channels.create(body, actor);
  }

  @Handles(listChannels)
  async list(): Promise<{ channels: Channel[] }> {
    return { channels: await this.channels.list() };
  }

  @Handles(removeChannel)
  async remove(@Input() { params, actor }: InputOf<typeof removeChannel>): Promise<void> {
    await this.channels.remove(params.id, actor);
  }
}
