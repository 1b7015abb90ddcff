import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation } from '@widecast/database';
import type { ContactDraft } from '../writing/contact-draft.ts';
import { ContactWriter, type WriteOutcome } from '../writing/contact-writer.ts';
import { draftsOf } from './contact-input.ts';
import type { ContactInput } from './contacts.api.ts';

@Injectable()
export class ContactsService {
  constructor(
    private readonly database: Database,
    private readonly writer: ContactWriter,
  ) {}

  async save(inputs: readonly ContactInput[]): Promise<WriteOutcome> {
    const { drafts, refused } = draftsOf(inputs);
    const outcome = await this.write(drafts);
    return { ...outcome, refused: [...refused, ...outcome.refused].toSorted((a, b) => a.place - b.place) };
  }

  private write(drafts: readonly ContactDraft[]): Promise<WriteOutcome> {
    return againOnTakenId(() => this.database.transaction((tx) => this.writer.write(tx, drafts)));
  }
}

/** Somebody else took an external id between our look and our write: the second look sees and refuses it. */
export async function againOnTakenId<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isUniqueViolation(error, 'contacts_external_id')) throw error;
    return work();
  }
}
