import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export type FunnelState = 'draft' | 'active' | 'stopped';

@Entity('funnels')
export class Funnel {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** Stopped: nobody enters and nobody is moved until it is activated again. */
  @Column('text')
  state!: FunnelState;

  /** Grows with every activation and stop. */
  @Column('int')
  stateVersion!: number;

  /** The version that contacts begin now. */
  @Column('int')
  version!: number;

  /** While contacts who were members before the activation are taken in: up to which contact id that is done. */
  @Column('uuid', { nullable: true })
  enrolledTo!: string | null;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
