import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { NotFound } from '@widecast/service-kit';
import type { ModelCard } from '@widecast/text';
import type { Trained } from './training-thread.ts';

/** A model that was trained here, or is being trained. */
export interface TrainedModel extends Record<string, unknown> {
  readonly id: string;
  readonly state: 'training' | 'ready' | 'failed';
  readonly boxed: boolean;
  /** Labelled tickets there were when it was made. */
  readonly labels: number;
  /** Tickets that were labelled later were kept from it, to compare models on; as PostgreSQL writes it. */
  readonly learnedUntil: string;
  readonly reason: string | null;
  readonly card: ModelCard | null;
  readonly actor: string;
  readonly createdAt: Date;
  readonly serving: boolean;
}

const SERVING = 'SELECT version, model_id AS "modelId", replaces FROM intent_model_service ORDER BY version DESC LIMIT 1';
const MODELS = `
  SELECT m.id, m.state, m.boxed, m.labels, m.learned_until::text AS "learnedUntil", m.reason, m.card, m.actor, m.created_at AS "createdAt",
    m.id IS NOT DISTINCT FROM (SELECT model_id FROM intent_model_service ORDER BY version DESC LIMIT 1) AS serving
  FROM intent_models m`;

/** The fifth that was labelled last, thirty at least, is not learned from. */
const BEGIN = `
  WITH counted AS (SELECT count(*)::int AS labels FROM ticket_labels)
  INSERT INTO intent_models (id, state, boxed, labels, learned_until, actor, lease_until)
  SELECT $1, 'training', $2, labels, coalesce(
    (SELECT first_labelled_at FROM ticket_labels ORDER BY first_labelled_at DESC OFFSET greatest(30, labels / 5) LIMIT 1), '-infinity'), $3, now() + $4 * interval '1 s'
  FROM counted ON CONFLICT (state) WHERE state = 'training' DO NOTHING RETURNING id`;

const LEASE_SECONDS = 90;
const MOST_KEPT = 20;

/** The models that were trained here, and which of them serves. */
@Injectable()
export class IntentModels {
  constructor(private readonly database: Database) {}

  /** Undefined while another one is being trained. What a killed process left is given up first. */
  async begin(boxed: boolean, actor: string): Promise<string | undefined> {
    await this.database.query(`UPDATE intent_models SET state = 'failed', reason = 'the process that trained it ended' WHERE state = 'training' AND lease_until < now()`);
    const [begun] = await this.database.query<{ id: string }>(BEGIN, [uuidv7(), boxed, actor, LEASE_SECONDS]);
    return begun?.id;
  }

  async prolong(id: string): Promise<void> {
    await this.database.query(`UPDATE intent_models SET lease_until = now() + $2 * interval '1 s' WHERE id = $1 AND state = 'training'`, [id, LEASE_SECONDS]);
  }

  /** Models beyond the newest twenty that do not serve, nor could be gone back to, are forgotten. */
  async finish(id: string, { card, bytes }: Trained): Promise<void> {
    await this.database.query(`UPDATE intent_models SET state = 'ready', card = $2, model = $3 WHERE id = $1 AND state = 'training'`, [id, JSON.stringify(card), Buffer.from(bytes)]);
    await this.database.query(
      `DELETE FROM intent_models WHERE state <> 'training' AND id NOT IN (SELECT id FROM intent_models ORDER BY created_at DESC LIMIT ${MOST_KEPT})
         AND id NOT IN (SELECT model_id FROM intent_model_service WHERE model_id IS NOT NULL)`);
  }

  async fail(id: string, reason: string): Promise<void> {
    await this.database.query(`UPDATE intent_models SET state = 'failed', reason = $2 WHERE id = $1 AND state = 'training'`, [id, reason]);
  }

  list(): Promise<TrainedModel[]> {
    return this.database.query<TrainedModel>(`${MODELS} ORDER BY m.created_at DESC LIMIT 100`);
  }

  /** Throws NotFound. */
  async show(id: string): Promise<TrainedModel> {
    const [model] = await this.database.query<TrainedModel>(`${MODELS} WHERE m.id = $1`, [id]);
    if (!model) throw new NotFound('intent model', id);
    return model;
  }

  /** The file of a model; undefined where it has none. */
  async bytesOf(id: string): Promise<Buffer | undefined> {
    const [row] = await this.database.query<{ model: Buffer | null }>('SELECT model FROM intent_models WHERE id = $1', [id]);
    return row?.model ?? undefined;
  }

  /** Undefined before any model ever served; a model that is null leaves it to TICKETS_INTENT_MODEL, or to words. */
  async serving(database: Queryable = this.database): Promise<{ readonly version: number; readonly modelId: string | null; readonly replaces: number | null } | undefined> {
    const [row] = await database.query<{ version: number; modelId: string | null; replaces: number | null }>(SERVING);
    return row;
  }

  /** From now on this one serves. */
  async serve(modelId: string, { why, actor }: Decided): Promise<void> {
    await this.change(why, actor, (now) => ({ modelId, replaces: now?.version ?? null }));
  }

  /** What served before serves again; a second time, what served before that. Undefined where nothing did. */
  async rollBack({ why, actor }: Decided): Promise<{ readonly modelId: string | null } | undefined> {
    return this.change(why, actor, async (now, tx) => {
      if (!now || (now.replaces === null && now.modelId === null)) return undefined;
      const [before] = await tx.query<Service>('SELECT model_id AS "modelId", replaces FROM intent_model_service WHERE version = $1', [now.replaces]);
      return before ?? { modelId: null, replaces: null };
    });
  }

  private change(why: string, actor: string, next: (now: (Service & { readonly version: number }) | undefined, tx: Queryable) => Service | undefined | Promise<Service | undefined>): Promise<Service | undefined> {
    return this.database.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('widecast intent model in service'))`);
      const now = await this.serving(tx);
      const then = await next(now, tx);
      if (then) await tx.query('INSERT INTO intent_model_service (version, model_id, replaces, why, actor) VALUES ($1, $2, $3, $4, $5)', [(now?.version ?? 0) + 1, then.modelId, then.replaces, why, actor]);
      return then;
    });
  }
}

interface Service extends Record<string, unknown> {
  readonly modelId: string | null;
  readonly replaces: number | null;
}

interface Decided {
  readonly why: string;
  readonly actor: string;
}
