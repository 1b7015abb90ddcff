import type { SendingHours } from '../hours/sending-hours.ts';
import type { InDoubtPolicy } from '../ledger/delivery.ts';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { Arm, Assignment } from '../audiences/assignment.ts';

export type CampaignState = 'draft' | 'scheduled' | 'launched' | 'running' | 'paused' | 'finished' | 'cancelled';

@Entity('campaigns')
export class Campaign {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('uuid')
  segmentId!: string;

  @Column('jsonb')
  arms!: Arm[];

  @Column('jsonb')
  assignment!: Assignment;

  /** When its messages may leave, in the contact's time. */
  @Column('jsonb', { nullable: true })
  sendingWindow!: SendingHours['window'];

  /** The merge field that holds the time zone of a contact. */
  @Column('text', { nullable: true })
  zoneField!: string | null;

  /** What has not left so long after the launch is not sent any more. */
  @Column('int', { nullable: true })
  timeToLiveHours!: number | null;

  /** Where it does not go by mail. */
  @Column('uuid', { nullable: true })
  channelId!: string | null;

  /** Its links and an image tell of clicks and opens, as far as the brand lets them. */
  @Column('boolean', { default: true })
  tracked!: boolean;

  @Column('text', { nullable: true })
  inDoubt!: InDoubtPolicy | null;

  /** Its share beside other campaigns that run. */
  @Column('real', { default: 1 })
  weight!: number;

  @Column('text', { default: 'draft' })
  state!: CampaignState;

  /** Grows with every change of the state. */
  @Column('int', { default: 0 })
  version!: number;

  /** Why it is in its state, where a rule and not a person brought it there. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** Contacts that the segment selected; known once the audience is frozen, like the four below. */
  @Column('int', { nullable: true })
  selected!: number | null;

  @Column('jsonb', { nullable: true })
  leftOut!: Record<string, number> | null;

  @Column('int', { nullable: true })
  audience!: number | null;

  @Column('int', { nullable: true })
  chunks!: number | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;

  /** Where it was scheduled. */
  @Column('timestamptz', { nullable: true })
  launchAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  launchedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;
}
