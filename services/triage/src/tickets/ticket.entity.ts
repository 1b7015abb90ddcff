import type { Entities } from '@widecast/text';
import type { Explanation } from '../routing/routing.service.ts';
import type { Urgency } from '../understanding/understand.ts';
import type { SignalOdds } from '@widecast/text';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type TicketState = 'open' | 'closed';
/** The way it came. */
export const CHANNELS = ['mail', 'api', 'bot', 'form'] as const;
export type Channel = (typeof CHANNELS)[number];

@Entity('tickets')
export class TicketEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column({ type: 'bigint', insert: false, update: false }) number!: string;
  @Column('uuid') requesterId!: string;
  @Column('uuid', { nullable: true }) contactId!: string | null;
  /** Of the upper-tier account whose domain the writer has, where he is no contact. */
  @Column('text', { nullable: true }) domainTier!: string | null;
  @Column('text') email!: string;
  @Column('text', { nullable: true }) name!: string | null;
  @Column('text') subject!: string;
  @Column('text') state!: TicketState;
  @Column('text') queue!: string;
  @Column('text') intent!: string;
  @Column('text') urgency!: Urgency;
  @Column('text') language!: string;
  @Column('boolean') complaint!: boolean;
  @Column('real') confidence!: number;
  @Column('text', { array: true }) tags!: string[];
  @Column('jsonb') signals!: SignalOdds;
  @Column('jsonb') entities!: Entities;
  /** Who answers: a person, or a bot or rule until the customer wants a person. */
  @Column('text') owner!: 'person' | 'bot';
  @Column('text', { nullable: true }) assignee!: string | null;
  @Column('timestamptz', { nullable: true }) assignedAt!: Date | null;
  @Column('jsonb', { nullable: true }) routing!: Explanation | null;
  /** The ticket that this one has become a part of. */
  @Column('uuid', { nullable: true }) mergedInto!: string | null;
  @Column('uuid', { nullable: true }) splitFrom!: string | null;
  /** The closed ticket that this one goes on from. */
  @Column('uuid', { nullable: true }) follows!: string | null;
  @Column('text') channel!: Channel;
  /** The bot that the conversation goes by, and what it calls it. */
  @Column('uuid', { nullable: true }) botId!: string | null;
  @Column('text', { nullable: true }) conversation!: string | null;
  /** Grows with every change that others are told of. */
  @Column('int') version!: number;
  @Column('timestamptz') openedAt!: Date;
  @Column('timestamptz') changedAt!: Date;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
}
