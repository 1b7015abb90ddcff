import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('holds')
export class HoldEntity {
  @PrimaryColumn('uuid') contactId!: string;
  @Column('int') openComplaints!: number;
  @Column('int') version!: number;
  @Column('timestamptz') changedAt!: Date;
}
