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
    return againOnTaken(() => this.database.transaction((tx) => this.writer.write(tx, drafts)));
  }
}

const ATTEMPTS = 5;

/** Somebody else took an external id or created an account between our look and our write: the next look sees it. */
async function againOnTaken<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS || !isUniqueViolation(error)) throw error;
    }
  }
}
