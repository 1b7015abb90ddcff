import { Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { compileClauses, type CompiledClause, type Rule } from '@widecast/rules';
import { NotFound } from '@widecast/service-kit';
import { SegmentsRepository } from './segments.repository.ts';

export interface ExplainedClause extends Pick<CompiledClause, 'path' | 'clause'> {
  readonly met: boolean;
  readonly found: unknown;
}

export interface Explanation {
  readonly contactId: string;
  /** Whether the contact is in the segment now. */
  readonly member: boolean;
  /** Whether he meets the rule now; in the second after a change it may be otherwise than `member`. */
  readonly meets: boolean;
  readonly clauses: readonly ExplainedClause[];
}

interface Answers {
  readonly member: boolean;
  readonly met: readonly boolean[];
  readonly found: readonly unknown[];
}

/** Tells why a contact is in a segment or not, clause by clause. */
@Injectable()
export class SegmentExplanation {
  constructor(
    private readonly database: Database,
    private readonly segments: SegmentsRepository,
  ) {}

  async explain(segmentId: string, contactId: string): Promise<Explanation> {
    const segment = await this.segments.find(this.database, segmentId);
    if (!segment) throw new NotFound('segment', segmentId);
    const { clauses, answers } = await this.ask(segment.rule, { segmentId, contactId });
    if (!answers) throw new NotFound('contact', contactId);
    const explained = clauses.map(({ path, clause }, n) => ({ path, clause, met: answers.met[n] === true, found: answers.found[n] ?? null }));
    return { contactId, member: answers.member, meets: explained[0]?.met === true, clauses: explained };
  }

  private async ask(rule: Rule, { segmentId, contactId }: { segmentId: string; contactId: string }): Promise<{ clauses: readonly CompiledClause[]; answers: Answers | undefined }> {
    const { joins, clauses, parameters } = compileClauses(rule, { firstParameter: 3 });
    const [answers] = await this.database.query<Answers>(
      `SELECT EXISTS (SELECT FROM segment_members WHERE segment_id = $2 AND contact_id = c.id) AS member,
         ARRAY[${clauses.map(({ condition }) => condition).join(', ')}] AS met, to_jsonb(ARRAY[${clauses.map(({ finding }) => finding).join(', ')}]) AS found
       FROM contacts c LEFT JOIN accounts a ON a.id = c.account_id ${joins} WHERE c.id = $1`,
      [contactId, segmentId, ...parameters],
    );
    return { clauses, answers };
  }
}
