import { Controller, Res } from '@nestjs/common';
import { Database } from '@widecast/database';
import { csvCell, Handles, Input, NotFound, type InputOf } from '@widecast/service-kit';
import type { Response } from 'express';
import { ConsentLedgerReader, type ConsentLedger } from './consent-ledger.reader.ts';
import { ConsentRequestsRepository, type ConsentRequest } from './consent-requests.repository.ts';
import { ConsentRequestsService } from './consent-requests.service.ts';
import { askConsent, proveConsents, remindOfConsent, showLedger, showRequest } from './consents.api.ts';

const CSV = ['at', 'purpose', 'what', 'source', 'channel', 'wording', 'proof', 'actor'] as const;

@Controller()
export class ConsentsController {
  constructor(
    private readonly ledger: ConsentLedgerReader,
    private readonly asking: ConsentRequestsService,
    private readonly requests: ConsentRequestsRepository,
    private readonly database: Database,
  ) {}

  @Handles(showLedger)
  show(@Input() { params }: InputOf<typeof showLedger>): Promise<ConsentLedger> {
    return this.ledger.read(params.id);
  }

  @Handles(proveConsents)
  async prove(@Input() { params }: InputOf<typeof proveConsents>, @Res({ passthrough: true }) response: Response): Promise<string> {
    const { contactId, email, records } = await this.ledger.read(params.id);
    response.type('text/csv; charset=utf-8');
    const lines = records.map((record) => [contactId, email ?? '', ...CSV.map((name) => record[name] ?? '')].map(csvCell).join(','));
    return `${['contactId,email', ...CSV].join(',')}\r\n${lines.map((line) => `${line}\r\n`).join('')}`;
  }

  @Handles(askConsent)
  ask(@Input() { params, body, actor }: InputOf<typeof askConsent>): Promise<ConsentRequest> {
    const { wording = null, remindAfterHours = null, ...asked } = body;
    return this.asking.ask({ ...asked, wording, remindAfterHours, contactId: params.id, actor: actor.name });
  }

  @Handles(showRequest)
  async request(@Input() { params }: InputOf<typeof showRequest>): Promise<ConsentRequest> {
    const request = await this.requests.find(this.database, params.id);
    if (!request) throw new NotFound('request for consent', params.id);
    return request;
  }

  @Handles(remindOfConsent)
  remind(@Input() { params }: InputOf<typeof remindOfConsent>): Promise<ConsentRequest> {
    return this.asking.remind(params.id);
  }
}
