import { hash } from 'node:crypto';
import type { Piece } from '@widecast/mail';
import type { SourceKind } from '../ledger/delivery.ts';
import type { TemplateKind } from '../templates/template.entity.ts';

export interface DeliveryIdentity {
  readonly sourceId: string;
  readonly kind: SourceKind;
  readonly step: string;
  readonly contactId: string;
  readonly seq: number;
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** The same for every attempt, so that a relay or a mailbox can tell a second copy. */
export function messageIdOf({ sourceId, step, contactId }: DeliveryIdentity, domain: string): string {
  const digest = hash('sha256', `${sourceId}/${step}/${contactId}`, 'base64url').slice(0, 32);
  return `<${digest}@${domain}>`;
}

export function deliveryHeaders({ sourceId, seq }: DeliveryIdentity): Record<string, string> {
  return { 'X-Widecast-Delivery': `${sourceId}/${seq}` };
}

/** The slots of {@link headersOf}, from a first number on. */
export const headerValues = (unsubscribeUrl: string, { sourceId, kind, seq }: DeliveryIdentity): string[] => [unsubscribeUrl, `${sourceId}:${kind}`, `${sourceId}/${seq}`];

/** What mass mail must carry: RFC 8058 (one-click), RFC 2919, and who it is from in the terms of feedback loops; a notice says that nobody wrote it (RFC 3834). */
export function headersOf(kind: TemplateKind, domain: string, first: number): Record<string, readonly Piece[]> {
  const [unsubscribeUrl, source, delivery] = [{ slot: first }, { slot: first + 1 }, { slot: first + 2 }];
  const ours = { 'X-Widecast-Delivery': [delivery] };
  if (kind === 'transactional') return { 'Auto-Submitted': ['auto-generated'], ...ours };
  return {
    'List-Unsubscribe': ['<', unsubscribeUrl, '>'],
    'List-Unsubscribe-Post': ['List-Unsubscribe=One-Click'],
    'List-Id': [`<promotions.${domain}>`],
    'Feedback-ID': [source, ':promotion:widecast'],
    Precedence: ['bulk'],
    ...ours,
  };
}
