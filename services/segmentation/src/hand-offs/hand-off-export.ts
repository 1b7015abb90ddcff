import { Injectable } from '@nestjs/common';
import { csvCell } from '@widecast/service-kit';
import type { HandOffView } from './hand-offs.api.ts';
import { HandOffsRepository, type HandOffFilter } from './hand-offs.repository.ts';

const PAGE = 1000;
const FACTS = ['tax_id', 'domain', 'employees', 'revenue', 'seats', 'spend', 'industry'] as const;
const TITLES = ['account_id', 'key', 'name', 'tier', 'confidence', 'state', 'since', 'person', 'note', 'contacts', ...FACTS, 'reasons'];

const reasonsOf = ({ evidence }: HandOffView): string => evidence.map(({ signal, value, says }) => `${signal} ${String(value)}: ${says}`).join('; ');
const cellOf = (value: unknown): string => csvCell(typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value));

function lineOf(view: HandOffView): string {
  const { id, key, name, tier, confidence, state, since, person, note, contacts, attributes } = view;
  return [id, key, name, tier, confidence, state, since, person, note, contacts, ...FACTS.map((fact) => attributes[fact]), reasonsOf(view)].map(cellOf).join(',');
}

/** The account-based list for a CRM. */
@Injectable()
export class HandOffExport {
  constructor(private readonly handOffs: HandOffsRepository) {}

  async csv(filter: HandOffFilter): Promise<string> {
    const lines = [TITLES.join(',')];
    for (let after: string | undefined, isMore = true; isMore;) {
      const page: HandOffView[] = await this.handOffs.list({ ...filter, after, limit: PAGE });
      lines.push(...page.map(lineOf));
      after = page.at(-1)?.id;
      isMore = page.length === PAGE;
    }
    return `${lines.join('\r\n')}\r\n`;
  }
}
