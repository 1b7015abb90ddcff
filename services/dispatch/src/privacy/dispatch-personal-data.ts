import { Inject, Injectable } from '@nestjs/common';
import type { Queryable, Transaction } from '@widecast/database';
import { collectBy, CONFIG, ErasablePersonalData, eraseBy, type ErasedPerson, type Person, type PersonalRecords } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import { contactIdOf } from '../transactional/message.ts';
import { ADDRESSES, COLLECT, ERASE, TOMBSTONE } from './personal-data.sql.ts';

/** What the ledger and all around it know of a person: his address, what messages said of him, what he was answered. */
@Injectable()
export class DispatchPersonalData extends ErasablePersonalData {
  readonly service = 'dispatch';

  constructor(@Inject(CONFIG) private readonly config: DispatchConfig) {
    super();
  }

  /** Rows of the ledger stay, without address and fields, so that every sum stays true. */
  async erase(tx: Transaction, person: ErasedPerson): Promise<Record<string, number>> {
    await tx.query(TOMBSTONE, [person.contactId, person.version]);
    const known = await this.knownAs(tx, person);
    return eraseBy(tx, ERASE, known);
  }

  async collect(db: Queryable, person: Person): Promise<PersonalRecords> {
    const known = await this.knownAs(db, person);
    return collectBy(db, COLLECT, known);
  }

  /** His ids, one for each address that programs have written to, and his addresses. */
  private async knownAs(db: Queryable, { contactId, email }: Person): Promise<[string[], string[]]> {
    const rows = await db.query<{ email: string }>(ADDRESSES, [[contactId]]);
    const emails = [...new Set([...rows.map((row) => row.email), ...(email === null ? [] : [email])].map((each) => each.toLowerCase()))];
    return [[contactId, ...emails.map((each) => contactIdOf(each, this.config.WIDECAST_INTERNAL_SECRET))], emails];
  }
}
