import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@widecast/database';
import { CONFIG, counter, DomainError } from '@widecast/service-kit';
import type { TriageConfig } from '../config.ts';
import { Floods } from '../intake/floods.ts';
import { RateLimit } from '../intake/rate-limit.ts';
import { TicketIntake } from '../intake/ticket-intake.ts';
import { oneLine } from '../mail/read-mail.ts';
import type { TicketEntity } from '../tickets/ticket.entity.ts';

const forms = counter({ name: 'widecast_ticket_forms_total', help: 'Forms that came, by what became of them.', labels: ['service', 'outcome'] });

export interface FilledForm {
  readonly email: string;
  readonly name: string;
  readonly subject: string;
  readonly text: string;
}

/** Too many forms came from one place or of one address. */
export class TooManyForms extends DomainError {
  readonly kind = 'too-many';

  constructor(readonly seconds: number) {
    super(`Too many questions came from there; please try again in ${seconds} s, or write a mail`);
  }
}

/** Questions from a form that everybody may send. */
@Injectable()
export class TicketForm {
  private readonly senders: RateLimit;

  constructor(
    private readonly database: Database,
    private readonly intake: TicketIntake,
    private readonly floods: Floods,
    @Inject(CONFIG) config: TriageConfig,
  ) {
    this.senders = new RateLimit(config.TICKETS_FORM_PER_HOUR);
  }

  /** Gives the number of the ticket. The same sent twice is one ticket. Throws {@link TooManyForms}. */
  async take(form: FilledForm, client: string): Promise<number> {
    const wait = Math.max(this.senders.take(`from ${client}`), this.senders.take(`of ${form.email}`));
    if (wait > 0) {
      forms.inc({ service: 'triage', outcome: 'limited' });
      throw new TooManyForms(wait);
    }
    const number = await this.file(form);
    forms.inc({ service: 'triage', outcome: 'taken' });
    return number;
  }

  /** Who falls into it is told nothing. */
  trapped(): void {
    forms.inc({ service: 'triage', outcome: 'trapped' });
  }

  private file({ email, name, subject, text }: FilledForm): Promise<number> {
    const about = subject || oneLine(text, 80);
    const writing = { text, fullText: text, html: null, messageId: null, references: [], automatic: false, attachments: [], raw: null };
    return this.database.pipelinedTransaction(async (tx) => {
      await this.floods.queue(tx, [email]);
      const [flooded] = await this.floods.find(tx, [{ email, subject: about, text }]);
      if (flooded !== undefined) {
        await this.intake.append(tx, flooded, writing);
        const [row] = await tx.query<{ number: string }>('SELECT number FROM tickets WHERE id = $1', [flooded]);
        return Number(row?.number);
      }
      const ticket: TicketEntity = await this.intake.open(tx, { email, name: name || null, subject: about, channel: 'form', writing, silent: false });
      return Number(ticket.number);
    });
  }
}
