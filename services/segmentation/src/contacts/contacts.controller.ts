import { Controller } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { ConsentsService } from '../consents/consents.service.ts';
import { forgetContact, listContacts, recordConsent, saveContacts, showContact } from './contacts.api.ts';
import { ContactsReader, type ContactDetails, type ContactView } from './contacts.reader.ts';
import { ContactsService } from './contacts.service.ts';
import { ForgettingService } from './forgetting.service.ts';

interface Saved {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: readonly { readonly index: number; readonly field: string; readonly message: string }[];
}

@Controller()
export class ContactsController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly reader: ContactsReader,
    private readonly consents: ConsentsService,
    private readonly forgetting: ForgettingService,
  ) {}

  @Handles(saveContacts)
  async save(@Input() { body, actor }: InputOf<typeof saveContacts>): Promise<Saved> {
    const { created, updated, unchanged, refused } = await this.contacts.save(body.contacts, actor.name);
    const rejected = refused.map(({ place, field, message }) => ({ index: place, field: field === 'external_id' ? 'externalId' : field, message }));
    return { created, updated, unchanged, rejected };
  }

  @Handles(listContacts)
  async list(@Input() { query }: InputOf<typeof listContacts>): Promise<{ contacts: ContactView[]; after: string | null }> {
    const contacts = await this.reader.find(query);
    return { contacts, after: contacts.length < query.limit ? null : (contacts.at(-1)?.id ?? null) };
  }

  @Handles(showContact)
  show(@Input() { params }: InputOf<typeof showContact>): Promise<ContactDetails> {
    return this.reader.show(params.id);
  }

  @Handles(forgetContact)
  forget(@Input() { params }: InputOf<typeof forgetContact>): Promise<void> {
    return this.forgetting.forget(params.id);
  }

  @Handles(recordConsent)
  async recordConsent(@Input() { params, body, actor }: InputOf<typeof recordConsent>): Promise<ContactDetails> {
    const { proof = null, channel = null, wording = null, ...consent } = body;
    await this.consents.record({ contactId: params.id, ...consent, proof, channel, wording, actor: actor.name });
    return this.reader.show(params.id);
  }
}
