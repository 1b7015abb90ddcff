import { createHash } from 'node:crypto';
import type { SourceKind } from '../ledger/delivery.ts';

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
  const digest = createHash('sha256').update(`${sourceId}/${step}/${contactId}`).digest('base64url').slice(0, 32);
  return `<${digest}@${domain}>`;
}

export function deliveryHeaders({ sourceId, seq }: DeliveryIdentity): Record<string, string> {
  return { 'X-Widecast-Delivery': `${sourceId}/${seq}` };
}

/** What mass mail must carry: RFC 8058 (one-click), RFC 2919, and who it is from in the terms of feedback loops. */
export function promotionHeaders(delivery: DeliveryIdentity, domain: string, unsubscribeUrl: string): Record<string, string> {
  return {
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'List-Id': `<promotions.${domain}>`,
    'Feedback-ID': `${delivery.sourceId}:${delivery.kind}:promotion:widecast`,
    Precedence: 'bulk',
    ...deliveryHeaders(delivery),
  };
}
