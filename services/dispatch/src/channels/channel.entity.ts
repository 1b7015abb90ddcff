import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A way to people other than mail: a provider behind a webhook. */
@Entity('channels')
export class Channel {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  url!: string;

  @Column('text', { select: false })
  secret!: string;

  /** The merge field with the address of a contact in this channel, like `phone`. */
  @Column('text')
  addressField!: string;

  /** Why the provider cannot be reached; null where it can, as far as is known. */
  @Column('text', { nullable: true })
  fault!: string | null;

  @Column('timestamptz', { nullable: true })
  faultAt!: Date | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
