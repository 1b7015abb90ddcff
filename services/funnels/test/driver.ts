import { contactsAdvanced, messagesRequested, type ContactsAdvanced } from '@widecast/contracts';
import { startTestService, waitUntil, type TestService } from '@widecast/testing';
import { funnels } from '../src/index.ts';
import { aDefinition, type GivenDefinition } from './builders.ts';

export interface FunnelView {
  readonly id: string;
  readonly version: number;
  readonly counts: {
    readonly segmentMembers: number;
    readonly active: number;
    readonly goal: number;
    readonly exited: number;
    readonly completed: number;
    readonly steps: Readonly<Record<string, number>>;
    readonly exits: Readonly<Record<string, number>>;
    readonly refused: Readonly<Record<string, number>>;
  };
  readonly messages: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly warnings: readonly string[];
}

interface Requested {
  readonly step: string;
  readonly contactId: string;
  readonly version: number;
}

/** The service with a fast clock, and what tests of contacts in funnels ask it. */
export class Driver {
  private constructor(readonly service: TestService) {}

  static async start(): Promise<Driver> {
    return new Driver(await startTestService(funnels, { env: { FUNNEL_TICK_MS: '20', EVENT_LOG_PARTITIONS: '1' } }));
  }

  async activated(definition: GivenDefinition, body: object = {}): Promise<string> {
    const { body: made } = await this.service.post('/v1/funnels', { name: 'Hello', definition });
    const { id } = made as FunnelView;
    const { status } = await this.service.post(`/v1/funnels/${id}/activate`, body);
    if (status !== 200) throw new Error(`The activation was answered ${status}`);
    return id;
  }

  /** A draft that begins at the segment: from now on its members are kept. */
  async named(segmentId: string): Promise<void> {
    const { status } = await this.service.post('/v1/funnels', { name: 'Draft', definition: aDefinition({ trigger: { entered: segmentId } }) });
    if (status !== 201) throw new Error(`The draft was answered ${status}`);
  }

  async view(id: string): Promise<FunnelView> {
    return (await this.service.get(`/v1/funnels/${id}`)).body as FunnelView;
  }

  until(id: string, what: string, holds: (view: FunnelView) => boolean): Promise<unknown> {
    return waitUntil(async () => holds(await this.view(id)), { what });
  }

  async requested(id: string): Promise<Requested[]> {
    return (await this.service.published(messagesRequested))
      .filter(({ funnelId }) => funnelId === id)
      .flatMap(({ step, contactIds, funnelVersion }) => contactIds.map((contactId) => ({ step, contactId, version: funnelVersion })));
  }

  async movesOf(id: string): Promise<ContactsAdvanced['moves']> {
    return (await this.service.published(contactsAdvanced)).filter(({ funnelId }) => funnelId === id).flatMap(({ moves }) => moves);
  }

  async makeDue(id: string): Promise<void> {
    await this.service.database.query(`UPDATE funnel_contacts SET due_at = now() WHERE funnel_id = $1 AND state = 'active'`, [id]);
  }
}
