import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@widecast/database';
import { observedGauge } from '@widecast/service-kit';

/** Queues that metrics know; names of queues are the vendor's own. */
const MOST_QUEUES = 200;

const OPEN = `
  SELECT queue, CASE WHEN owner = 'bot' THEN 'machine' WHEN assignee IS NULL THEN 'nobody' ELSE 'agent' END AS holder, count(*)::int AS tickets,
    extract(epoch FROM now() - min(opened_at))::float8 AS oldest
  FROM tickets WHERE state = 'open' GROUP BY 1, 2 ORDER BY 3 DESC LIMIT ${MOST_QUEUES * 3}`;

interface Held extends Record<string, unknown> {
  readonly queue: string;
  readonly holder: string;
  readonly tickets: number;
  readonly oldest: number;
}

/** What waits, for operators to see. */
@Injectable()
export class TicketGauges implements OnApplicationBootstrap, OnModuleDestroy {
  private ends: (() => void)[] = [];

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    const open = (): Promise<Held[]> => this.database.query<Held>(OPEN);
    this.ends = [
      observedGauge({ name: 'widecast_tickets_open', help: 'Open tickets by queue and by who has them: an agent, a machine, nobody.', labels: ['service', 'queue', 'holder'] }, async (gauge) => {
        for (const { queue, holder, tickets } of await open()) gauge.set({ service: 'triage', queue, holder }, tickets);
      }),
      observedGauge({ name: 'widecast_tickets_oldest_unassigned_seconds', help: 'Age of the oldest open ticket of a queue that nobody has.', labels: ['service', 'queue'] }, async (gauge) => {
        for (const { queue, holder, oldest } of await open()) if (holder === 'nobody') gauge.set({ service: 'triage', queue }, oldest);
      }),
      observedGauge({ name: 'widecast_quarantined_mails', help: 'Mails in quarantine that wait for a person.', labels: ['service'] }, async (gauge) => {
        const [row] = await this.database.query<{ mails: number }>('SELECT count(*)::int AS mails FROM quarantined_mails');
        gauge.set({ service: 'triage' }, row?.mails ?? 0);
      }),
    ];
  }

  onModuleDestroy(): void {
    for (const end of this.ends) end();
  }
}
