import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { Definition } from '../definition/definition.ts';

/** Never changes: contacts in progress stay on the version that they began. */
@Entity('funnel_versions')
export class FunnelVersion {
  @PrimaryColumn('uuid')
  funnelId!: string;

  @PrimaryColumn('int')
  version!: number;

  @Column('jsonb')
  definition!: Definition;

  /** The types of behaviour that it depends on. */
  @Column('text', { array: true })
  behaviours!: string[];

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
