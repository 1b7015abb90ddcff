import { Inject, Injectable } from '@nestjs/common';
import type { ReplyRequested } from '@widecast/contracts';
import { columnsOf, Database } from '@widecast/database';
import { CONFIG } from '@widecast/service-kit';
import { BrandsService } from '../brands/brands.service.ts';
import { mailboxOf, oneLine } from '@widecast/mail';
import type { DispatchConfig } from '../config.ts';
import type { Claim, ClaimedDelivery } from '../ledger/delivery.ts';
import { Entries } from '../ledger/entries.ts';
import { groupBy } from '../ledger/group-by.ts';
import { SigningKeys } from '../signing/signing-keys.ts';
import { composeMime } from './mime.ts';
import type { Compose, OutgoingMessage } from './outgoing-message.ts';
import { deliveryHeaders, domainOf } from './promotion-headers.ts';
import { senderOf, type Sender } from './sender-address.ts';
import { Unfit } from './unfit.ts';

interface Reply {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly replyTo: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly automatic: boolean;
}

const REMEMBER = `
  INSERT INTO replies (id, ticket_id, subject, text, message_id, reply_to, in_reply_to, "references", automatic)
  SELECT id, ticket, subject, text, message_id, reply_to, in_reply_to, ARRAY(SELECT jsonb_array_elements_text(refs)), automatic
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[], $9::boolean[])
    AS r (id, ticket, subject, text, message_id, reply_to, in_reply_to, refs, automatic)
  ON CONFLICT DO NOTHING`;

/** Answers to tickets: transactional messages of the same ledger. */
@Injectable()
export class RepliesService {
  constructor(
    private readonly database: Database,
    private readonly entries: Entries,
    private readonly brands: BrandsService,
    private readonly signing: SigningKeys,
    @Inject(CONFIG) private readonly config: DispatchConfig,
  ) {}

  /** Enters each answer once, however often it is asked for. */
  async request(replies: readonly ReplyRequested[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query(REMEMBER, columnsOf(
        replies,
        ({ replyId }) => replyId,
        ({ ticketId }) => ticketId,
        ({ subject }) => subject,
        ({ text }) => text,
        ({ messageId }) => messageId,
        ({ replyTo }) => replyTo,
        ({ inReplyTo }) => inReplyTo,
        ({ references }) => JSON.stringify(references),
        ({ automatic }) => automatic,
      ));
      for (const [ticketId, ofTicket] of groupBy(replies.toSorted((a, b) => a.ticketId.localeCompare(b.ticketId)), (reply) => reply.ticketId)) {
        await this.entries.enter(tx, { id: ticketId, kind: 'ticket' }, ofTicket.map(({ replyId, contactId, to }) => ({
          step: replyId, contactId, contactVersion: 0, email: to, fields: {}, arm: null, templateId: null, promotion: false, state: 'pending', reason: null,
        })));
      }
    });
  }

  /** Gives what makes the messages of a claim. */
  async prepare(claim: Claim): Promise<Compose> {
    const rows = await this.database.query<Reply & Record<string, unknown>>(
      `SELECT id, subject, text, message_id AS "messageId", reply_to AS "replyTo", in_reply_to AS "inReplyTo", "references", automatic
       FROM replies WHERE id = ANY($1)`,
      [claim.rows.map(({ step }) => step)],
    );
    const replies = new Map(rows.map((reply) => [reply.id, reply]));
    const sender = senderOf(this.config.TICKETS_FROM, await this.brands.first());
    const signer = await this.signing.current();
    return async (delivery) => {
      const message = await compose(claim.sourceId, delivery, replies.get(delivery.step), sender);
      return { ...message, raw: signer.sign(message.raw, domainOf(sender.address)) };
    };
  }
}

async function compose(sourceId: string, { email, seq, step, contactId }: ClaimedDelivery, reply: Reply | undefined, from: Sender): Promise<OutgoingMessage> {
  if (!reply) throw new Unfit('no_content');
  const mailbox = mailboxOf(email);
  if (!mailbox) throw new Unfit('invalid_address');
  return await composeMime({
    from, to: mailbox.address, subject: oneLine(reply.subject), text: reply.text, replyTo: oneLine(reply.replyTo), messageId: oneLine(reply.messageId),
    inReplyTo: reply.inReplyTo === null ? null : oneLine(reply.inReplyTo),
    references: reply.references.map((reference) => oneLine(reference)),
    headers: {
      // RFC 3834: what a rule has written is never answered by another rule.
      ...(reply.automatic ? { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } : {}),
      ...deliveryHeaders({ sourceId, kind: 'ticket', step, contactId, seq }),
    },
  });
}
