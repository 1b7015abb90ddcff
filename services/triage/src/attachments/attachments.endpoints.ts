import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';

export const readAttachment = endpoint({
  method: 'GET', path: 'tickets/:id/attachments/:digest', scope: 'tickets:read', summary: 'A file that was attached to a message of a ticket, as it came',
  description: 'Its type is what its bytes say, not what its sender said. It is always to be saved, never shown as a page. Kept for a year.',
  params: z.object({ id: z.uuid(), digest: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal') }), produces: 'application/octet-stream',
});
