import { parseLiquid, renderLiquid } from '@widecast/liquid';
import type { TicketEntity } from '../tickets/ticket.entity.ts';
import type { Macro } from './macro-settings.ts';

/** What macros may name. */
type Named = Pick<TicketEntity, 'name' | 'email' | 'number' | 'subject' | 'language'>;

/** The text for a ticket in its language, in English where there is none in it; undefined where there is neither. */
export function macroText({ texts }: Macro, { name, email, number, subject, language }: Named): string | undefined {
  const source = texts[language] ?? texts['en'];
  return source === undefined ? undefined : renderLiquid(parseLiquid(source), { name: name ?? '', email, number, subject });
}
