import { Inject, Injectable, Logger } from '@nestjs/common';
import { recipientRequested, type MergeFields, type RecipientsResolved } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { Outbox, uuidv7 } from '@widecast/messaging';
import { CONFIG, Conflict, counter, Invalid, NotFound, type Actor } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import type { InDoubtPolicy, NewDelivery } from '../ledger/delivery.ts';
import { Entries } from '../ledger/entries.ts';
import type { Page } from '../paging/page.ts';
import type { Template } from '../templates/template.entity.ts';
import { TemplatesService } from '../templates/templates.service.ts';
import { contactIdOf, digestOf, sourceIdOf, type MessageView, type NewMessage } from './message.ts';
import { MessagesRepository } from './messages.repository.ts';

const requested = counter({ name: 'widecast_messages_requested_total', help: 'Transactional messages that programs have asked for, by whether the key was new.', labels: ['service', 'key'] });

interface Destination {
  readonly sourceId: string;
  readonly contactId: string;
}

/** Single transactional messages: asked for by a program, on the ledger of all. */
@Injectable()
export class MessagesService {
  private readonly logger = new Logger('messages');

  constructor(
    private readonly database: Database,
    private readonly messages: MessagesRepository,
    private readonly templates: TemplatesService,
    private readonly entries: Entries,
    private readonly outbox: Outbox,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  /**
   * Enters it, or gives what became of it where its key is known. Throws {@link Invalid} naming every defect, and {@link Conflict}
   * where the key belongs to another content.
   */
  async send(message: NewMessage, actor: Actor): Promise<MessageView> {
    const id = uuidv7();
    const isNew = await this.database.transaction((tx) => this.enter(tx, id, message, actor));
    requested.inc({ service: 'dispatch', key: isNew ? 'new' : 'known' });
    if (!isNew) return await this.known(message);
    this.logger.log({ msg: 'a transactional message was asked for', audit: true, messageId: id, templateId: message.templateId, actor: actor.id });
    return await this.get(id);
  }

  /** Throws {@link NotFound}. */
  async get(id: string): Promise<MessageView> {
    const message = await this.messages.view(id);
    if (!message) throw new NotFound('message', id);
    return message;
  }

  /** Where it is in the ledger: its step there is its id. Throws {@link NotFound}. */
  async placeOf(id: string): Promise<{ readonly id: string; readonly sourceId: string }> {
    const sourceId = await this.messages.sourceOf(id);
    if (sourceId === undefined) throw new NotFound('message', id);
    return { id, sourceId };
  }

  list(page: Page): Promise<MessageView[]> {
    return this.messages.list(page);
  }

  /** The address of a contact is known, or that he has none. A second answer changes nothing. */
  async resolve({ source, templateId, recipients, refused }: RecipientsResolved): Promise<void> {
    await this.database.transaction(async (tx) => {
      const fields = await this.messages.takeFields(tx, source.step);
      if (!fields) return;
      const common = { step: source.step, arm: null, templateId, promotion: false };
      await this.entries.enter(tx, { id: source.id, kind: 'message' }, [
        ...recipients.map((recipient): NewDelivery => ({
          ...common, contactId: recipient.contactId, contactVersion: recipient.version, email: recipient.email, fields: { ...recipient.fields, ...fields }, state: 'pending', reason: null,
        })),
        ...refused.map(({ contactId, reason }): NewDelivery => ({ ...common, contactId, contactVersion: 0, email: '', fields: {}, state: 'skipped', reason })),
      ]);
    });
  }

  private async enter(tx: Transaction, id: string, message: NewMessage, actor: Actor): Promise<boolean> {
    const { templateId, to, fields, inDoubt } = message;
    const sourceId = sourceIdOf(templateId, inDoubt);
    const contactId = 'email' in to ? contactIdOf(to.email, this.config.WIDECAST_INTERNAL_SECRET) : to.contactId;
    if (!(await this.messages.insert(tx, id, message, { contactId, sourceId, actor }))) return false;
    const [template] = await this.templates.use(tx, [templateId]);
    demandTransactional(template);
    await openSource(tx, sourceId, inDoubt);
    if ('email' in to) await this.enterAddress(tx, { id, to, template, fields }, { sourceId, contactId });
    else await this.outbox.append(tx, recipientRequested, [{ source: { kind: 'message', id: sourceId, step: id }, templateId, contactId, fields: template.fields }]);
    return true;
  }

  private async enterAddress(tx: Transaction, message: { id: string; to: { email: string }; template: Template; fields: MergeFields }, { sourceId, contactId }: Destination): Promise<void> {
    const { id, to, template } = message;
    const fields = { email: to.email, ...message.fields };
    const missing = template.neededFields.filter((name) => !Object.hasOwn(fields, name));
    if (missing.length > 0) {
      throw new Invalid(`The template has merge fields without a value: ${missing.join(', ')}`,
        missing.map((name) => ({ field: `body.fields.${name}`, message: 'is put out by the template and not given; null leaves the gap empty' })));
    }
    await this.entries.enter(tx, { id: sourceId, kind: 'message' }, [{
      step: id, contactId, contactVersion: 0, email: to.email, fields, arm: null, templateId: template.id, promotion: false, state: 'pending', reason: null,
    }]);
  }

  private async known(message: NewMessage): Promise<MessageView> {
    const known = await this.messages.byKey(message.idempotencyKey);
    if (!known) throw new NotFound('message with the key', message.idempotencyKey);
    if (!known.digest.equals(digestOf(message))) {
      throw new Conflict(`The key "${message.idempotencyKey}" belongs to the message ${known.id} with another template, addressee, fields or policy; use a key of its own`);
    }
    return await this.get(known.id);
  }
}

async function openSource(tx: Transaction, id: string, inDoubt: InDoubtPolicy): Promise<void> {
  await tx.query("INSERT INTO sources (id, kind, in_doubt) VALUES ($1, 'message', $2) ON CONFLICT DO NOTHING", [id, inDoubt]);
}

function demandTransactional(template: Template | undefined): asserts template is Template {
  if (!template) throw invalidTemplate('is not the id of a template; GET /v1/templates lists them');
  if (template.kind !== 'transactional') throw invalidTemplate('is a promotion; a single message needs a transactional template, promotions go by campaigns and funnels');
}

const invalidTemplate = (message: string): Invalid => new Invalid(`The template cannot be used: it ${message}`, [{ field: 'body.templateId', message }]);
