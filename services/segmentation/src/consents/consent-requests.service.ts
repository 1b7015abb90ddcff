import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { consentMessageRequested, type ConsentPurpose } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { Outbox, uuidv7 } from '@widecast/messaging';
import { Conflict, counter, Invalid, NotFound, observedGauge } from '@widecast/service-kit';
import { ConfirmationLinks, type Confirmation } from './confirmation-links.ts';
import { ConsentRequestsRepository, type ConsentRequest, type NewRequest } from './consent-requests.repository.ts';
import { ConsentsService } from './consents.service.ts';

/** `closed`: expired, or the contact has decided otherwise since. */
export type ConfirmationOutcome = 'confirmed' | 'closed' | 'unknown';

/** A turn of reminders. */
const SOME = 200;

const steps = counter({ name: 'widecast_consent_requests_total', help: 'Consents that contacts were asked to confirm by a link, reminded of, and have confirmed.', labels: ['service', 'step'] });
const UNCONFIRMED = {
  name: 'widecast_consent_requests_unconfirmed', help: 'Consents that were not confirmed, by whether their link still works but for those who decided otherwise since, or has expired.', labels: ['service', 'state'] as const,
};

/** Double opt-in: a consent that counts when the contact has confirmed it by a link that was sent to his address. */
@Injectable()
export class ConsentRequestsService implements OnApplicationBootstrap, OnModuleDestroy {
  private endGauge = (): void => undefined;

  constructor(
    private readonly database: Database,
    private readonly requests: ConsentRequestsRepository,
    private readonly consents: ConsentsService,
    private readonly links: ConfirmationLinks,
    private readonly outbox: Outbox,
  ) {}

  onApplicationBootstrap(): void {
    this.endGauge = observedGauge(UNCONFIRMED, async (gauge) => {
      const { waiting, expired } = await this.requests.unconfirmed(this.database);
      gauge.set({ service: 'segmentation', state: 'waiting' }, waiting);
      gauge.set({ service: 'segmentation', state: 'expired' }, expired);
    });
  }

  onModuleDestroy(): void {
    this.endGauge();
  }

  /** Gives the request that is open where there is one: nobody gets a second message for it. Throws {@link NotFound}, {@link Invalid} and {@link Conflict}. */
  async ask(draft: Omit<NewRequest, 'id'>): Promise<ConsentRequest> {
    return this.database.transaction(async (tx) => {
      await demandAskable(tx, draft);
      const open = await this.requests.openOf(tx, draft.contactId, draft.purpose);
      if (open) return open;
      const id = uuidv7();
      await this.requests.insert(tx, { ...draft, id });
      const request = await this.known(tx, id);
      await this.send(tx, request);
      return request;
    });
  }

  /** Once at most. Throws {@link NotFound} and {@link Conflict}. */
  async remind(id: string): Promise<ConsentRequest> {
    return this.database.transaction(async (tx) => {
      const reminded = await this.requests.noteReminder(tx, id);
      if (reminded) await this.send(tx, reminded);
      return reminded ?? refusedReminder(await this.known(tx, id));
    });
  }

  /** Sends reminders that are due; true where there may be more. */
  async remindSome(tx: Transaction): Promise<boolean> {
    const due = await this.requests.due(tx, SOME);
    for (const id of due) {
      const reminded = await this.requests.noteReminder(tx, id);
      if (reminded) await this.send(tx, reminded);
    }
    return due.length === SOME;
  }

  /** Any number of times: the first counts, and whoever has withdrawn it since is not told that he agrees. */
  async confirm({ requestId, contactId }: Confirmation): Promise<ConfirmationOutcome> {
    return this.database.transaction(async (tx) => {
      // The contact first, as everywhere.
      const [given] = await tx.query<Record<ConsentPurpose, boolean | null>>(
        'SELECT advertising_consent AS advertising, personal_data_consent AS personal_data, tracking_consent AS tracking FROM contacts WHERE id = $1 FOR NO KEY UPDATE', [contactId]);
      const request = await this.requests.find(tx, requestId);
      if (request?.contactId !== contactId) return 'unknown';
      if (request.confirmedAt !== null) return given?.[request.purpose] === true ? 'confirmed' : 'closed';
      if (!request.open) return 'closed';
      await this.requests.noteConfirmation(tx, requestId);
      count(tx, 'confirmed');
      const { purpose, wording, source } = request;
      await this.consents.save(tx, [{ contactId, purpose, granted: true, source, proof: `confirmed by the link of request ${requestId}`, channel: 'email', wording, actor: null }]);
      return 'confirmed';
    });
  }

  private async known(tx: Transaction, id: string): Promise<ConsentRequest> {
    const request = await this.requests.find(tx, id);
    if (!request) throw new NotFound('request for consent', id);
    return request;
  }

  private async send(tx: Transaction, { id: requestId, contactId, templateId, purpose, wording, remindedAt, expiresAt }: ConsentRequest): Promise<void> {
    count(tx, remindedAt === null ? 'asked' : 'reminded');
    const fields = { confirm_url: this.links.urlFor({ requestId, contactId }), purpose, wording, expires_at: expiresAt.toISOString() };
    await this.outbox.append(tx, consentMessageRequested, [{ requestId, reminder: remindedAt !== null, contactId, templateId, fields, at: new Date().toISOString() }]);
  }
}

const count = (tx: Transaction, step: 'asked' | 'reminded' | 'confirmed'): void => tx.afterCommit(() => steps.inc({ service: 'segmentation', step }));

async function demandAskable(tx: Transaction, { contactId, purpose }: Pick<NewRequest, 'contactId' | 'purpose'>): Promise<void> {
  const [contact] = await tx.query<{ email: string | null; given: boolean }>(
    `SELECT email, ${purpose}_consent IS TRUE AS given FROM contacts WHERE id = $1 FOR NO KEY UPDATE`, [contactId]);
  if (!contact) throw new NotFound('contact', contactId);
  if (contact.email === null) throw new Invalid('The contact has no address to which a link could be sent', [{ field: 'params.id', message: 'give the contact an address first' }]);
  if (contact.given) throw new Conflict(`The contact has given this consent (${purpose}) already`);
}

function refusedReminder({ confirmedAt, open }: ConsentRequest): never {
  if (confirmedAt !== null) throw new Conflict('The consent is confirmed already');
  throw new Conflict(open ? 'There is one reminder at most, and it was sent' : 'The request is not open any more; ask anew');
}
