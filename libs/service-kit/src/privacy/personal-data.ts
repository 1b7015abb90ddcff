import type { ERASING_SERVICES } from '@widecast/contracts';
import type { Queryable, Transaction } from '@widecast/database';

export interface Person {
  readonly contactId: string;
  /** Null where it is not known (any more). */
  readonly email: string | null;
}

export interface ErasedPerson extends Person {
  /** Above every version that was told of the contact: nothing older may bring him back. */
  readonly version: number;
}

/** Rows by what they are. */
export type PersonalRecords = Readonly<Record<string, readonly unknown[]>>;

/** What a service knows of a person. */
export abstract class PersonalData {
  abstract collect(db: Queryable, person: Person): Promise<PersonalRecords>;
}

/** Of a service that is told to erase: what it removes or makes anonymous. */
export abstract class ErasablePersonalData extends PersonalData {
  abstract readonly service: (typeof ERASING_SERVICES)[number];

  /** Any number of times; gives how many rows, by what they are. */
  abstract erase(tx: Transaction, person: ErasedPerson): Promise<Readonly<Record<string, number>>>;
}
