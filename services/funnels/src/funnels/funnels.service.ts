import { Injectable } from '@nestjs/common';
import { funnelStateChanged, segmentMembersRequested } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { Outbox, uuidv7 } from '@widecast/messaging';
import { Conflict, NotFound } from '@widecast/service-kit';
import { LessThan } from 'typeorm';
import { behavioursOf, type Definition } from '../definition/definition.ts';
import { SegmentMembersRepository } from '../entry/segment-members.repository.ts';
import { FunnelVersion } from './funnel-version.entity.ts';
import { Funnel } from './funnel.entity.ts';

/** Below every contact id. */
const NOBODY_YET = '00000000-0000-0000-0000-000000000000';

const SEGMENTS = `
  SELECT DISTINCT v.definition #>> '{trigger,entered}' AS id FROM funnels f JOIN funnel_versions v ON v.funnel_id = f.id
  WHERE f.id = $1 AND (v.version = f.version OR EXISTS (SELECT FROM funnel_contacts c WHERE c.funnel_id = f.id AND c.version = v.version AND c.state = 'active'))`;

export interface FunnelWithDefinition {
  readonly funnel: Funnel;
  readonly definition: Definition;
}

export interface FunnelPage {
  readonly after: string | undefined;
  readonly limit: number;
}

/** Funnels as data: made, changed as a new version, activated, stopped. */
@Injectable()
export class FunnelsService {
  constructor(private readonly database: Database, private readonly outbox: Outbox, private readonly members: SegmentMembersRepository) {}

  async create(name: string, definition: Definition): Promise<FunnelWithDefinition> {
    const id = uuidv7();
    await this.database.transaction(async (tx) => {
      await tx.manager.insert(Funnel, { id, name, state: 'draft', stateVersion: 0, version: 1, enrolledTo: null });
      await this.addVersion(tx, id, 1, definition);
    });
    return await this.get(id);
  }

  /** The newest first; ids grow with time. */
  list({ after, limit }: FunnelPage): Promise<Funnel[]> {
    const where = after === undefined ? {} : { id: LessThan(after) };
    return this.database.dataSource.getRepository(Funnel).find({ where, order: { id: 'DESC' }, take: limit });
  }

  /** Throws {@link NotFound}. */
  async get(id: string): Promise<FunnelWithDefinition> {
    const funnel = await this.database.dataSource.getRepository(Funnel).findOneBy({ id });
    const current = funnel && (await this.database.dataSource.getRepository(FunnelVersion).findOneBy({ funnelId: id, version: funnel.version }));
    if (!current) throw new NotFound('funnel', id);
    return { funnel, definition: current.definition };
  }

  /** Adds a version that contacts begin from now on. */
  async revise(id: string, definition: Definition): Promise<FunnelWithDefinition> {
    await this.database.transaction(async (tx) => {
      const funnel = await locked(tx, id);
      await this.addVersion(tx, id, funnel.version + 1, definition);
      await tx.manager.update(Funnel, { id }, { version: funnel.version + 1 });
      // It may begin from another segment now.
      if (funnel.state === 'active') await this.change(tx, funnel, 'active');
    });
    return await this.get(id);
  }

  /** Lets contacts enter and move; `whom` says whether those who are members of the segment already enter too. */
  async activate(id: string, whom: 'newcomers' | 'members'): Promise<FunnelWithDefinition> {
    await this.database.transaction(async (tx) => {
      const funnel = await locked(tx, id);
      if (funnel.state === 'active') throw new Conflict('The funnel is active already');
      await tx.manager.update(Funnel, { id }, { enrolledTo: whom === 'members' ? NOBODY_YET : null });
      await this.change(tx, funnel, 'active');
      const { definition } = await tx.manager.findOneByOrFail(FunnelVersion, { funnelId: id, version: funnel.version });
      // It may have been asked for long ago, and not be known any more.
      if (!(await this.members.isListed(tx, definition.trigger.entered))) await this.askForMembers(tx, definition);
    });
    return await this.get(id);
  }

  /** When it returns, nobody is moved any more: it waits for those who are being moved. */
  async stop(id: string): Promise<FunnelWithDefinition> {
    await this.database.transaction(async (tx) => {
      const funnel = await locked(tx, id);
      if (funnel.state !== 'active') throw new Conflict(`The funnel is not active but ${funnel.state}; there is nothing to stop`);
      await this.change(tx, funnel, 'stopped');
    });
    return await this.get(id);
  }

  private async addVersion(tx: Transaction, funnelId: string, version: number, definition: Definition): Promise<void> {
    await tx.manager.insert(FunnelVersion, { funnelId, version, definition, behaviours: behavioursOf(definition) });
    if (await this.members.keep(tx, definition.trigger.entered)) await this.askForMembers(tx, definition);
  }

  private async askForMembers(tx: Transaction, { trigger }: Definition): Promise<void> {
    await this.outbox.append(tx, segmentMembersRequested, [{ segmentId: trigger.entered, at: new Date().toISOString() }]);
  }

  private async change(tx: Transaction, { id, name, stateVersion }: Funnel, state: 'active' | 'stopped'): Promise<void> {
    const version = stateVersion + 1;
    await tx.manager.update(Funnel, { id }, { state, stateVersion: version });
    const segments = await tx.query<{ id: string }>(SEGMENTS, [id]);
    await this.outbox.append(tx, funnelStateChanged, [{ funnelId: id, version, state, at: new Date().toISOString(), name, segmentIds: segments.map((segment) => segment.id) }]);
  }
}

async function locked(tx: Transaction, id: string): Promise<Funnel> {
  const funnel = await tx.manager.findOne(Funnel, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!funnel) throw new NotFound('funnel', id);
  return funnel;
}
