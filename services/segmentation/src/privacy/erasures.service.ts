import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { contactErasureRequested } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { Outbox, uuidv7 } from '@widecast/messaging';
import { Invalid, NotFound, observedGauge } from '@widecast/service-kit';
import { normaliseAddress } from '../addresses/email-address.ts';
import { ForgettingService } from '../contacts/forgetting.service.ts';
import { storable } from '../writing/contact-draft.ts';
import { ErasedAddresses } from './erased-addresses.ts';
import { ErasuresRepository, type AskedAgain, type Erasure } from './erasures.repository.ts';

export interface ErasureDraft {
  readonly contactId?: string | undefined;
  readonly email?: string | undefined;
  readonly reason: string | null;
  readonly actor: string;
}

const SOME = 50;
const OLDEST = { name: 'widecast_erasure_oldest_open_seconds', help: 'How long the oldest erasure of a person waits for a service; 0 where all are done.', labels: ['service'] as const };

/** The erasure of persons: here at once, in the other services by an event that each of them confirms. */
@Injectable()
export class ErasuresService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('privacy');
  private endGauge: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly erasures: ErasuresRepository,
    private readonly addresses: ErasedAddresses,
    private readonly forgetting: ForgettingService,
    private readonly outbox: Outbox,
  ) {}

  onApplicationBootstrap(): void {
    this.endGauge = observedGauge(OLDEST, async (gauge) => gauge.set({ service: 'segmentation' }, await this.erasures.oldestOpen(this.database)));
  }

  onModuleDestroy(): void {
    this.endGauge();
  }

  /** Of a contact that is being erased, or was, it gives that erasure. Throws {@link NotFound} and {@link Invalid}. */
  async erase({ contactId, email, reason, actor }: ErasureDraft): Promise<Erasure> {
    const address = email === undefined ? undefined : addressOf(email);
    return this.database.transaction(async (tx) => {
      await this.addresses.alone(tx);
      const known = await contactOf(tx, { contactId, address });
      const earlier = await this.erasures.earlier(tx, { contactId, email: known ? undefined : address });
      if (earlier) return earlier;
      if (!known && contactId !== undefined) throw new NotFound('contact', contactId);
      const person = { contactId: known?.id ?? uuidv7(), email: known?.email ?? address ?? null };
      const version = known ? await this.forgetting.remove(tx, known.id) : 1;
      await this.addresses.add(tx, { email: person.email, externalId: known?.externalId ?? null });
      const id = uuidv7();
      await this.erasures.insert(tx, { ...person, id, version, actor, reason });
      await this.ask(tx, [{ ...person, erasureId: id, version }]);
      this.logger.log({ msg: 'the erasure of a person was asked for', audit: true, erasureId: id, actor });
      return await this.get(id, tx);
    });
  }

  /** Throws {@link NotFound}. */
  async get(id: string, db: Database | Transaction = this.database): Promise<Erasure> {
    const erasure = await this.erasures.find(db, id);
    if (!erasure) throw new NotFound('erasure', id);
    return erasure;
  }

  list(page: { after?: string | undefined; limit: number; open: boolean }): Promise<Erasure[]> {
    return this.erasures.list(this.database, page);
  }

  async confirm(service: string, events: readonly { readonly erasureId: string; readonly removed: object }[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const { erasureId, removed } of events.toSorted((one, other) => (one.erasureId < other.erasureId ? -1 : 1))) await this.erasures.confirm(tx, { erasureId, service, removed });
    });
  }

  /** The person asks to be known again: whoever had this address, or this external id. Throws {@link NotFound}. */
  async admit(key: string): Promise<void> {
    const result = normaliseAddress(key);
    const removed = await this.database.transaction((tx) => this.addresses.remove(tx, { email: 'defect' in result ? null : result.address, externalId: storable(key) }));
    if (!removed) throw new NotFound('erased address or external id', key);
  }

  /** Asks again what is due; true where there may be more. */
  async askSome(tx: Transaction): Promise<boolean> {
    const due = await this.erasures.takeDue(tx, SOME);
    await this.ask(tx, due);
    return due.length === SOME;
  }

  private async ask(tx: Transaction, erasures: readonly AskedAgain[]): Promise<void> {
    await this.outbox.append(tx, contactErasureRequested, erasures.map((erasure) => ({ ...erasure, at: new Date().toISOString() })));
  }
}

interface Known extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly email: string | null;
  readonly externalId: string | null;
}

async function contactOf(tx: Transaction, { contactId, address }: { contactId: string | undefined; address: string | undefined }): Promise<Known | undefined> {
  return (await tx.query<Known>('SELECT id, email, external_id AS "externalId" FROM contacts WHERE id = $1 OR email = $2', [contactId, address]))[0];
}

function addressOf(email: string): string {
  const result = normaliseAddress(email);
  if ('defect' in result) throw new Invalid(`This is no address: ${result.defect}`, [{ field: 'email', message: result.defect }]);
  return result.address;
}
