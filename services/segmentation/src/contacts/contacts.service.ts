import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation } from '@widecast/database';
import { OvergrownAccounts } from '../accounts/overgrown-accounts.ts';
import { AttributeTypesRepository } from '../attributes/attribute-types.repository.ts';
import { clashIn } from '../attributes/clash-in.ts';
import type { ContactDraft } from '../writing/contact-draft.ts';
import { ContactWriter, type WriteOutcome } from '../writing/contact-writer.ts';
import { draftsOf } from './contact-input.ts';
import type { ContactInput } from './contacts.api.ts';

@Injectable()
export class ContactsService {
  constructor(
    private readonly database: Database,
    private readonly writer: ContactWriter,
    private readonly types: AttributeTypesRepository,
  ) {}

  async save(inputs: readonly ContactInput[], actor: string): Promise<WriteOutcome> {
    const { drafts, refused } = draftsOf(inputs);
    const types = await this.types.types();
    const clashes = drafts.flatMap((draft) => clashIn(draft, types) ?? []);
    const places = new Set(clashes.map(({ place }) => place));
    const outcome = await this.write(drafts.filter(({ place }) => !places.has(place)), actor);
    return { ...outcome, refused: [...refused, ...clashes, ...outcome.refused].toSorted((a, b) => a.place - b.place) };
  }

  private async write(drafts: readonly ContactDraft[], actor: string): Promise<WriteOutcome> {
    try {
      return await againOnTaken(() => this.database.transaction((tx) => this.writer.write(tx, drafts, actor)));
    } catch (error) {
      if (!(error instanceof OvergrownAccounts)) throw error;
      const { others, refused } = error.part(drafts);
      const outcome = await this.write(others, actor);
      return { ...outcome, refused: [...outcome.refused, ...refused] };
    }
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
