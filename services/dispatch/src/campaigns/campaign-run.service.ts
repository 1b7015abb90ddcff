import { Injectable } from '@nestjs/common';
import { campaignLaunched, campaignStateChanged } from '@widecast/contracts';
import { Database, type Transaction } from '@widecast/database';
import { Outbox } from '@widecast/messaging';
import { Conflict, NotFound } from '@widecast/service-kit';
import type { Arm, Assignment } from '../audiences/assignment.ts';
import { Bell } from '../ledger/bell.ts';
import { TemplatesService } from '../templates/templates.service.ts';
import type { CampaignState } from './campaign.entity.ts';
import { AudienceMissing, TRANSITIONS, TransitionForbidden, type TransitionName } from './transitions.ts';

interface Moved {
  readonly name: string;
  readonly segmentId: string;
  readonly arms: Arm[];
  readonly assignment: Assignment;
  readonly zoneField: string | null;
  readonly addressField: string | null;
  readonly version: number;
  readonly at: Date;
}

/** Its time to live counts from when it was to be launched, or from now where a person did not wait for that. */
const OPEN_SOURCE = `
  INSERT INTO sources (id, kind, in_doubt, channel_id, weight, expires_at)
  SELECT id, 'campaign', in_doubt, channel_id, weight, least(launch_at, now()) + make_interval(hours => time_to_live_hours) FROM campaigns WHERE id = $1`;

const BEFORE: ReadonlySet<CampaignState> = new Set(['launched', 'running']);

/** Moves campaigns from state to state, each with its event and what it means for the ledger. */
@Injectable()
export class CampaignRunService {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly bell: Bell,
    private readonly templates: TemplatesService,
  ) {}

  /** Begins a campaign; segmentation freezes its audience upon the event. Of two launches one gets a {@link TransitionForbidden}. */
  async launch(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const moved = await this.move(tx, id, 'launch');
      await tx.query(OPEN_SOURCE, [id]);
      await this.outbox.append(tx, campaignLaunched, [{
        campaignId: id,
        name: moved.name,
        segmentId: moved.segmentId,
        launchedAt: moved.at.toISOString(),
        arms: moved.arms.map(({ name, templateId, costPerMessage }) => ({ name, holdOut: templateId === null, costPerMessage })),
        fields: await this.fieldsOf(tx, moved),
      }]);
    });
  }

  /** As {@link launch}; of one that was launched before nothing changes. */
  async launchOnce(id: string): Promise<void> {
    await this.launch(id).catch((error: unknown) => {
      if (!(error instanceof TransitionForbidden && BEFORE.has(error.state))) throw error;
    });
  }

  /** From the next look of the last fence on, within two seconds, nothing of it leaves. */
  async pause(id: string): Promise<void> {
    await this.database.transaction((tx) => this.move(tx, id, 'pause'));
  }

  /** Throws {@link AudienceMissing} where segmentation has refused to give an audience. */
  async resume(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const rows = await tx.query("SELECT FROM campaigns WHERE id = $1 AND state = 'paused' AND reason = 'unknown_segment' FOR UPDATE", [id]);
      if (rows.length > 0) throw new AudienceMissing();
      await this.move(tx, id, 'resume');
    });
  }

  /** What has not left yet becomes `cancelled`, in the background and in pieces; also what is still held of a campaign that has finished. */
  async cancel(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const isOver = await tx.query("SELECT FROM campaigns c JOIN sources s ON s.id = c.id WHERE c.id = $1 AND c.state = 'finished' AND s.state = 'open' FOR UPDATE", [id]);
      await this.move(tx, id, isOver.length > 0 ? 'recall' : 'cancel');
    });
  }

  /** The first news of the audience; a campaign that is already further stays where it is. */
  async begin(tx: Transaction, id: string): Promise<void> {
    await this.move(tx, id, 'begin').catch(ignoreForbidden);
  }

  /** What is held can still be sent when its hold ends, so its source stays open. */
  async finish(tx: Transaction, id: string, reason: 'empty_audience' | null): Promise<void> {
    await this.move(tx, id, 'finish', reason).catch(ignoreForbidden);
    await tx.query("UPDATE sources SET state = 'open' WHERE id = $1 AND state = 'closed' AND EXISTS (SELECT FROM held_deliveries WHERE source_id = $1)", [id]);
  }

  /** It cannot go on as it is: a person has to look. */
  async stall(tx: Transaction, id: string, reason: 'ledger_gap' | 'chunk_conflict' | 'unknown_segment' | 'refused'): Promise<void> {
    await this.move(tx, id, 'pause', reason).catch(ignoreForbidden);
  }

  /** Throws {@link TransitionForbidden} and {@link NotFound}. */
  async move(tx: Transaction, id: string, transition: TransitionName, reason: string | null = null): Promise<Moved> {
    const { from, to, source } = TRANSITIONS[transition];
    const [moved] = await tx.query<Moved & Record<string, unknown>>(
      `UPDATE campaigns SET state = $2, version = version + 1, reason = $4, moved_at = now(),
         launched_at = CASE WHEN $2 = 'launched' THEN now() ELSE launched_at END,
         finished_at = CASE WHEN $2 IN ('finished', 'cancelled') THEN now() ELSE finished_at END
       WHERE id = $1 AND state = ANY($3)
       RETURNING name, segment_id AS "segmentId", arms, assignment, zone_field AS "zoneField", (SELECT address_field FROM channels WHERE channels.id = channel_id) AS "addressField", version, now() AS at`,
      [id, to, [...from], reason],
    );
    if (!moved) throw await this.refusal(tx, id, transition);
    await tx.query('UPDATE sources SET state = $2 WHERE id = $1', [id, source]);
    tx.afterCommit(() => this.bell.ring());
    await this.outbox.append(tx, campaignStateChanged, [
      { campaignId: id, version: moved.version, state: to, reason, at: moved.at.toISOString(), name: moved.name, segmentId: moved.segmentId },
    ]);
    return moved;
  }

  private async refusal(tx: Transaction, id: string, transition: TransitionName): Promise<Error> {
    const [row] = await tx.query<{ state: CampaignState }>('SELECT state FROM campaigns WHERE id = $1', [id]);
    return row ? new TransitionForbidden(transition, row.state) : new NotFound('campaign', id);
  }

  private async fieldsOf(tx: Transaction, { arms, assignment, zoneField, addressField }: Moved): Promise<string[]> {
    const ids = new Set(arms.flatMap(({ templateId }) => templateId ?? []));
    const templates = await this.templates.use(tx, [...ids]);
    if (templates.length < ids.size) throw new Conflict('The template of an arm was removed; change the campaign first');
    const fields = new Set(templates.flatMap((template) => template.fields));
    if (assignment.kind === 'attribute') fields.add(assignment.attribute);
    const brands = zoneField === null ? await tx.query<{ zoneField: string }>(ZONE_FIELDS, [templates.map(({ brandId }) => brandId)]) : [{ zoneField }];
    for (const field of [addressField, ...brands.map((brand) => brand.zoneField)]) if (field !== null) fields.add(field);
    return [...fields].toSorted();
  }
}

const ZONE_FIELDS = 'SELECT zone_field AS "zoneField" FROM brands WHERE id = ANY ($1::uuid[]) AND zone_field IS NOT NULL';

function ignoreForbidden(error: unknown): undefined {
  if (error instanceof TransitionForbidden) return undefined;
  throw error;
}
