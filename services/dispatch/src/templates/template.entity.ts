import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export type TemplateKind = 'promotion' | 'transactional';

/** What a message says. From its first use on it never changes: a campaign sends what was there when it was launched. */
@Entity('templates')
export class Template {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: TemplateKind;

  @Column('uuid')
  brandId!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  html!: string;

  @Column('text')
  text!: string;

  /** The merge fields it uses. */
  @Column('text', { array: true })
  fields!: string[];

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
