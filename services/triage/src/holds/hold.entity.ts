import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('holds')
export class HoldEntity {
  @PrimaryColumn('uuid') contactId!: string;
  @Column('int') openComplaints!: number;
  /** Until when the contact is left alone after his last complaint was closed. */
  @Column('timestamptz', { nullable: true }) coolingUntil!: Date | null;
  @Column('int') version!: number;
  @Column('timestamptz') changedAt!: Date;
}
