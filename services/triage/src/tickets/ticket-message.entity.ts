import type { Attachment } from '../mail/incoming-mail.ts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('ticket_messages')
export class TicketMessageEntity {
  @PrimaryColumn('uuid') ticketId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') direction!: 'in' | 'out';
  @Column('boolean') automatic!: boolean;
  @Column('text', { nullable: true }) messageId!: string | null;
  /** What its own References said: an answer's References are these and its Message-ID. */
  @Column('text', { array: true }) ancestors!: string[];
  /** What the writer wrote himself. */
  @Column('text') text!: string;
  /** With everything quoted. */
  @Column('text') fullText!: string;
  @Column('text', { nullable: true }) html!: string | null;
  @Column('jsonb') attachments!: Attachment[];
  /** The mail as it came, while it is kept. */
  @Column('uuid', { nullable: true }) rawRef!: string | null;
  @Column('timestamptz') at!: Date;
}
