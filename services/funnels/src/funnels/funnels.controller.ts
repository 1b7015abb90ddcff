import { Controller } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { BOXED, definitionFrom } from '../boxed/boxed-funnels.ts';
import { FunnelCountsRepository, type FunnelContact } from './funnel-counts.repository.ts';
import {
  activateFunnel, createFunnel, listBoxed, listFunnelContacts, listFunnels, reviseFunnel, showFunnel, stopFunnel, type FunnelAnswer,
} from './funnels.endpoints.ts';
import { FunnelsService, type FunnelWithDefinition } from './funnels.service.ts';
import type { Funnel } from './funnel.entity.ts';
import { warningsOf } from './warnings.ts';

type Head = Omit<FunnelAnswer, 'definition' | 'counts' | 'messages' | 'warnings'>;

const headOf = ({ id, name, state, version, createdAt }: Funnel): Head => ({ id, name, state, version, createdAt: createdAt.toISOString() });

@Controller()
export class FunnelsController {
  constructor(private readonly funnels: FunnelsService, private readonly counts: FunnelCountsRepository) {}

  /** Stands before `funnels/:id`, which would take "boxed" for an id. */
  @Handles(listBoxed)
  boxed(): { boxed: object[] } {
    return { boxed: BOXED.map(({ key, name, summary, settingsSchema }) => ({ key, name, summary, settings: settingsSchema() })) };
  }

  @Handles(createFunnel)
  async create(@Input() { body }: InputOf<typeof createFunnel>): Promise<FunnelAnswer> {
    return this.answer(await this.funnels.create(body.name, definitionFrom(body)));
  }

  @Handles(listFunnels)
  async list(@Input() { query: { after, limit } }: InputOf<typeof listFunnels>): Promise<{ funnels: Head[]; next: string | null }> {
    const funnels = (await this.funnels.list({ after, limit })).map(headOf);
    return { funnels, next: funnels.length < limit ? null : (funnels.at(-1)?.id ?? null) };
  }

  @Handles(showFunnel)
  async show(@Input() { params }: InputOf<typeof showFunnel>): Promise<FunnelAnswer> {
    return this.answer(await this.funnels.get(params.id));
  }

  @Handles(reviseFunnel)
  async revise(@Input() { params, body }: InputOf<typeof reviseFunnel>): Promise<FunnelAnswer> {
    return this.answer(await this.funnels.revise(params.id, body.definition));
  }

  @Handles(activateFunnel)
  async activate(@Input() { params, body }: InputOf<typeof activateFunnel>): Promise<FunnelAnswer> {
    return this.answer(await this.funnels.activate(params.id, body.includeMembers ? 'members' : 'newcomers'));
  }

  @Handles(stopFunnel)
  async stop(@Input() { params }: InputOf<typeof stopFunnel>): Promise<FunnelAnswer> {
    return this.answer(await this.funnels.stop(params.id));
  }

  @Handles(listFunnelContacts)
  async contacts(@Input() { params, query }: InputOf<typeof listFunnelContacts>): Promise<{ contacts: FunnelContact[]; next: string | null }> {
    const { funnel } = await this.funnels.get(params.id);
    const { state, after, limit } = query;
    const contacts = await this.counts.contacts(funnel.id, { state, after, limit });
    return { contacts, next: contacts.length < limit ? null : (contacts.at(-1)?.contactId ?? null) };
  }

  private async answer({ funnel, definition }: FunnelWithDefinition): Promise<FunnelAnswer> {
    const [counts, { messages, failures }] = await Promise.all([this.counts.counts(funnel.id, definition.trigger.entered), this.counts.messages(funnel.id)]);
    const warnings = funnel.state === 'draft' ? [] : warningsOf(definition, counts.segmentMembers, failures);
    return { ...headOf(funnel), definition, counts, messages, warnings };
  }
}
