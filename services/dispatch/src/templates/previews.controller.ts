import { Controller } from '@nestjs/common';
import { mergeFields } from '@widecast/contracts';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { addressText } from '../addresses/address-text.ts';
import { type Preview, PreviewsService } from './previews.service.ts';

const params = z.object({ id: z.uuid() });
const fields = mergeFields.default({}).describe('Merge fields of somebody who might get it');

const previewTemplate = endpoint({
  method: 'POST', path: 'templates/:id/preview', scope: 'templates:read', status: 200, summary: 'What a template looks like to somebody', params,
  body: z.strictObject({ fields }),
  response: z.object({
    subject: z.string(), html: z.string(), text: z.string(), bytes: z.int().describe('Of the whole message'), missing: z.array(z.string()).describe('Needed fields that were not given'),
  }),
});
const testTemplate = endpoint({
  method: 'POST', path: 'templates/:id/test', scope: 'messages:send', status: 200, summary: 'Send a template to one address to look at it', params,
  description: 'By the same composing, signing and relay as a campaign, past the ledger and consents; each is in the audit log.',
  body: z.strictObject({ to: addressText, fields }), response: z.object({ sent: z.literal(true) }),
});

@Controller()
export class PreviewsController {
  constructor(private readonly previews: PreviewsService) {}

  @Handles(previewTemplate)
  preview(@Input() { params: { id }, body }: InputOf<typeof previewTemplate>): Promise<Preview> {
    return this.previews.preview(id, body.fields);
  }

  @Handles(testTemplate)
  test(@Input() { params: { id }, body, actor }: InputOf<typeof testTemplate>): Promise<{ sent: true }> {
    return this.previews.sendTest(id, body, actor);
  }
}
