import { startTestService, type TestService, type TestServiceOptions } from '@widecast/testing';
import { triage } from '../src/index.ts';
import { SmtpIntake } from '../src/smtp/smtp-intake.ts';
import type { TicketWithStory } from '../src/tickets/ticket.view.ts';
import { letter, send, SUPPORT, type Letter } from './mail.ts';

export type Shown = TicketWithStory;

/** The service with its SMTP port, and the steps that specs share. */
export class Desk {
  private constructor(readonly service: TestService) {}

  static async open({ env, ...rest }: TestServiceOptions = {}): Promise<Desk> {
    return new Desk(await startTestService(triage, { env: { TICKETS_SMTP_PORT: '0', TICKETS_COOLING_HOURS: '0', TICKETS_RATINGS: 'false', ...env }, ...rest }));
  }

  get port(): number {
    return this.service.running.app.get(SmtpIntake).port ?? 0;
  }

  /** Sends a mail from its writer; gives the server's answer. */
  async mail(given: Letter, raw = letter(given)): Promise<string> {
    const from = given.from ?? 'ann@customer.test';
    return await send(this.port, raw, { sender: given.envelope ?? /[^<>\s]+@[^<>\s]+/.exec(from)?.[0] ?? '', to: given.to ?? SUPPORT });
  }

  async ticketsOf(email: string): Promise<Shown[]> {
    const rows = await this.service.database.query<{ id: string }>('SELECT id FROM tickets WHERE email = $1 ORDER BY number', [email]);
    return Promise.all(rows.map(({ id }) => this.show(id)));
  }

  async show(id: string): Promise<Shown> {
    return (await this.service.get(`/v1/tickets/${id}`)).body as Shown;
  }

  async received(): Promise<Record<string, number>> {
    const { body } = await this.service.get('/v1/tickets/intake');
    const { received } = body as { received: { outcome: string; reason: string | null; mails: number }[] };
    return Object.fromEntries(received.map(({ outcome, reason, mails }) => [reason ? `${outcome}: ${reason}` : outcome, mails]));
  }

  stop(): Promise<void> {
    return this.service.stop();
  }
}
