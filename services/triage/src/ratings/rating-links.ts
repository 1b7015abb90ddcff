import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@widecast/service-kit';
import type { TriageConfig } from '../config.ts';
import { TicketTokens } from '../threading/ticket-token.ts';

/** The links by which customers say whether an answer helped. */
@Injectable()
export class RatingLinks {
  private readonly tokens: TicketTokens;

  constructor(@Inject(CONFIG) private readonly config: TriageConfig) {
    this.tokens = new TicketTokens(config.WIDECAST_INTERNAL_SECRET, 'widecast rating tokens');
  }

  /** What stands under an answer; nothing where customers are not asked. Must not sound like a complaint: it comes back quoted. */
  question(ticketId: string, language: string): string {
    if (!this.config.TICKETS_RATINGS) return '';
    const url = `${this.config.PUBLIC_URL}/rating/${this.tokens.tokenOf(ticketId)}`;
    return language === 'ru' ? `\n\nПомог ли вам этот ответ? Скажите одним нажатием: ${url}\n` : `\n\nDid this answer help you? Tell us with one click: ${url}\n`;
  }

  /** The ticket of a link; undefined where it is not one of ours. */
  read(token: string): string | undefined {
    return this.tokens.ticketOf(token);
  }
}
