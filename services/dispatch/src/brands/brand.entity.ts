import type { TrackingPolicy } from '../tracking/tracking-policy.ts';
import type { Span } from '../hours/sending-hours.ts';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Who is speaking: legal entity, sender and footer. */
@Entity('brands')
export class Brand {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  legalName!: string;

  @Column('text')
  postalAddress!: string;

  @Column('text')
  fromName!: string;

  @Column('text')
  fromAddress!: string;

  @Column('text', { nullable: true })
  replyTo!: string | null;

  /** Of contacts of whom no other is known. */
  @Column('text', { default: 'UTC' })
  timeZone!: string;

  /** The attribute with the time zone of a contact. */
  @Column('text', { nullable: true })
  zoneField!: string | null;

  /** When no promotion leaves, in the contact's time. */
  @Column('jsonb', { nullable: true })
  quietHours!: Span | null;

  /** Whose opens and clicks are told. */
  @Column('text', { default: 'consented' })
  tracking!: TrackingPolicy;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
