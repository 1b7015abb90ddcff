import { Controller } from '@nestjs/common';
import { endpoint, Handles, Input, type InputOf } from '@widecast/service-kit';
import { z } from 'zod';
import { CampaignsService } from '../campaigns/campaigns.service.ts';
import { MessagesService } from '../transactional/messages.service.ts';
import { DoubtsService } from './doubts.service.ts';

const one = z.object({ id: z.uuid() });
const as = z.enum(['accepted', 'failed', 'sent_again']).describe('It has arrived, it has not, or it is sent again whatever has become of it');
const answer = z.object({ resolved: z.int().min(0) }).meta({ examples: [{ resolved: 12 }] });
const description = 'Relays and their logs know the Message-ID, which is the same for every attempt. The mark, possibly_lost or possible_duplicate, stays for ever.';

const resolveCampaign = endpoint({
  method: 'POST', path: 'campaigns/:id/in-doubt', scope: 'campaigns:write', status: 200, summary: 'Say what became of deliveries in doubt', description, params: one,
  body: z.strictObject({ as, seqs: z.array(z.int().min(0)).min(1).max(10_000).optional().describe('Their numbers in the ledger; all that are in doubt where absent') })
    .meta({ examples: [{ as: 'sent_again', seqs: [17, 4711] }] }),
  response: answer,
});
const resolveMessage = endpoint({
  method: 'POST', path: 'messages/:id/in-doubt', scope: 'messages:send', status: 200, summary: 'Say what became of a transactional message in doubt', description, params: one,
  body: z.strictObject({ as }).meta({ examples: [{ as: 'accepted' }] }), response: answer,
});

@Controller()
export class DoubtsController {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly messages: MessagesService,
    private readonly doubts: DoubtsService,
  ) {}

  @Handles(resolveCampaign)
  async ofCampaign(@Input() { params, body, actor }: InputOf<typeof resolveCampaign>): Promise<z.infer<typeof answer>> {
    await this.campaigns.get(params.id);
    return { resolved: await this.doubts.resolve({ sourceId: params.id, kind: 'campaign', seqs: body.seqs }, body.as, actor) };
  }

  @Handles(resolveMessage)
  async ofMessage(@Input() { params, body, actor }: InputOf<typeof resolveMessage>): Promise<z.infer<typeof answer>> {
    const { id, sourceId } = await this.messages.placeOf(params.id);
    return { resolved: await this.doubts.resolve({ sourceId, kind: 'message', step: id }, body.as, actor) };
  }
}
