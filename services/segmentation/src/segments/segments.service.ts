import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, isUniqueViolation, type Transaction } from '@widecast/database';
import { dependenciesOf, leavesOf, type Rule } from '@widecast/rules';
import { Conflict, Invalid, NotFound } from '@widecast/service-kit';
import { SegmentEvaluation } from '../membership/segment-evaluation.ts';
import { cycleThrough, type SegmentNode } from '../membership/segment-order.ts';
import { SegmentRegistry } from '../membership/segment-registry.ts';
import { refuseForgotten } from './forgotten-behaviour.ts';
import { SegmentCounts, type SegmentCount } from './segment-counts.ts';
import { SegmentRules } from './segment-rules.ts';
import { SegmentsRepository, type Segment } from './segments.repository.ts';

export interface SegmentDraft {
  readonly name: string;
  /** Untrusted. */
  readonly rule: unknown;
}

/** Rules of fewer conditions are not tried before. */
const MANY = 20;

/** Named rules. */
@Injectable()
export class SegmentsService {
  constructor(
    private readonly database: Database,
    private readonly segments: SegmentsRepository,
    private readonly registry: SegmentRegistry,
    private readonly evaluation: SegmentEvaluation,
    private readonly counts: SegmentCounts,
    private readonly rules: SegmentRules,
  ) {}

  async create({ name, rule: untrusted }: SegmentDraft): Promise<Segment> {
    const segment = { id: randomUUID(), name, rule: await this.rules.parse(untrusted) };
    await this.refuseEndless(segment.rule);
    await this.save(async (tx) => {
      refuseUnknown(segment.rule, await this.registry.nodesToChange(tx));
      await refuseForgotten(tx, segment.rule);
      await this.segments.insert(tx, segment);
    }, name);
    await this.evaluation.complete(segment.id);
    return this.find(segment.id);
  }

  async change(id: string, { name, rule: untrusted }: SegmentDraft): Promise<Segment> {
    const rule = await this.rules.parse(untrusted);
    await this.refuseEndless(rule);
    await this.save(async (tx) => {
      const nodes = await this.registry.nodesToChange(tx);
      refuseMissing(id, nodes);
      refuseUnknown(rule, nodes);
      refuseCycle(id, rule, nodes);
      await refuseForgotten(tx, rule);
      await this.segments.replace(tx, { id, name, rule });
    }, name);
    await this.evaluation.complete(id);
    return this.find(id);
  }

  list(page: { after?: string | undefined; limit: number }): Promise<Segment[]> {
    return this.segments.list(this.database, page);
  }

  async find(id: string): Promise<Segment> {
    const segment = await this.segments.find(this.database, id);
    if (!segment) throw new NotFound('segment', id);
    return segment;
  }

  async preview(untrusted: unknown): Promise<SegmentCount & { hints: string[] }> {
    const rule = await this.rules.parse(untrusted);
    refuseUnknown(rule, await this.registry.known(this.database));
    await refuseForgotten(this.database, rule);
    return this.database.transaction(async (tx) => ({ ...(await this.counts.count(tx, rule)), hints: await this.rules.hints(tx, rule) }));
  }

  /** All segments wait while one is judged: what cannot even be counted in time is none. */
  private async refuseEndless(rule: Rule): Promise<void> {
    if ([...leavesOf(rule)].length > MANY) await this.database.transaction((tx) => this.counts.count(tx, rule));
  }

  private async save(work: (tx: Transaction) => Promise<void>, name: string): Promise<void> {
    try {
      await this.database.transaction(work);
    } catch (error) {
      if (isUniqueViolation(error, 'segments_name')) throw new Conflict(`There is a segment named "${name}" already; give another name`);
      throw error;
    }
  }
}

function refuseMissing(id: string, nodes: readonly SegmentNode[]): void {
  if (!nodes.some((node) => node.id === id)) throw new NotFound('segment', id);
}

function refuseUnknown(rule: Rule, nodes: readonly SegmentNode[]): void {
  const known = new Set(nodes.map(({ id }) => id));
  const unknown = dependenciesOf(rule).segments.filter((id) => !known.has(id));
  if (unknown.length === 0) return;
  throw new Invalid(`The rule looks at segments that do not exist: ${unknown.join(', ')}`, unknown.map((id) => ({
    field: 'body.rule', message: `there is no segment ${id}`,
  })));
}

function refuseCycle(id: string, rule: Rule, nodes: readonly SegmentNode[]): void {
  const way = cycleThrough(id, dependenciesOf(rule).segments, nodes);
  if (!way) return;
  throw new Invalid(`The rule would make the segment look at itself: ${way.join(' → ')}`, [
    { field: 'body.rule', message: 'take out the segment that leads back to this one' },
  ]);
}
