import { Inject, Injectable } from '@nestjs/common';
import { Database, isUniqueViolation, type Queryable } from '@widecast/database';
import { uuidv7 } from '@widecast/messaging';
import { CONFIG, Conflict, NotFound, Sealing } from '@widecast/service-kit';
import { newWebhookSecret } from '@widecast/webhooks';
import type { TriageConfig } from '../config.ts';

export interface NewBot {
  readonly name: string;
  /** Where it is told of its conversations; null: nowhere. */
  readonly url: string | null;
  /** Who has a new conversation of it at first. */
  readonly begins: 'bot' | 'person';
}

export interface Bot extends NewBot, Record<string, unknown> {
  readonly id: string;
  /** Why it cannot be reached. */
  readonly fault: string | null;
  readonly createdAt: Date;
}

const BOT = 'id, name, url, begins, fault, created_at AS "createdAt"';

/** Programs that talk with customers, or are told of tickets. */
@Injectable()
export class Bots {
  private readonly sealing: Sealing;

  constructor(private readonly database: Database, @Inject(CONFIG) config: TriageConfig) {
    this.sealing = new Sealing({ secret: config.WIDECAST_INTERNAL_SECRET, purpose: 'sealed passwords' });
  }

  /** Gives the secret this once. Throws Conflict where the name is taken. */
  async add({ name, url, begins }: NewBot): Promise<Bot & { readonly secret: string }> {
    const [id, secret] = [uuidv7(), newWebhookSecret()];
    await this.database.query('INSERT INTO bots (id, name, url, begins, secret) VALUES ($1, $2, $3, $4, $5)', [id, name, url, begins, this.sealing.seal(secret, id)]).catch((error: unknown) => {
      if (isUniqueViolation(error, 'bots_name')) throw new Conflict(`There is a bot "${name}" already; remove it first, or choose another name`);
      throw error;
    });
    return { ...(await this.show(id)), secret };
  }

  list(): Promise<Bot[]> {
    return this.database.query<Bot>(`SELECT ${BOT} FROM bots WHERE removed_at IS NULL ORDER BY name LIMIT 1000`);
  }

  /** Throws NotFound, as does the next. */
  async show(id: string): Promise<Bot> {
    const [bot] = await this.database.query<Bot>(`SELECT ${BOT} FROM bots WHERE id = $1 AND removed_at IS NULL`, [id]);
    if (!bot) throw new NotFound('bot', id);
    return bot;
  }

  /** Its conversations stay; what it was still to be told is forgotten. */
  async remove(id: string): Promise<void> {
    const gone = await this.database.query('WITH gone AS (UPDATE bots SET removed_at = now() WHERE id = $1 AND removed_at IS NULL RETURNING id), untold AS (DELETE FROM bot_calls USING gone WHERE bot_id = gone.id) SELECT FROM gone', [id]);
    if (gone.length === 0) throw new NotFound('bot', id);
  }

  async named(database: Queryable, name: string): Promise<Bot | undefined> {
    const [bot] = await database.query<Bot>(`SELECT ${BOT} FROM bots WHERE name = $1 AND removed_at IS NULL`, [name]);
    return bot;
  }

  /** Undefined where it was sealed under another secret of the installation. */
  async secretOf(id: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ secret: Buffer }>('SELECT secret FROM bots WHERE id = $1 AND removed_at IS NULL', [id]);
    return row && this.sealing.open(row.secret, id);
  }
}
