import type { AdvertisingMark, Language } from '@widecast/mail';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

export type TemplateKind = 'promotion' | 'transactional';
/** The gap stays empty; the recipient is skipped, and counted; the template is refused where there can be a gap. */
export type MissingFields = 'empty' | 'skip' | 'refuse';

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

  /** What the html was drawn from, where it was. */
  @Column('text', { nullable: true })
  mjml!: string | null;

  /** Of the footer. */
  @Column('text')
  language!: Language;

  /** What becomes of a message whose template would have a gap. */
  @Column('text')
  missingFields!: MissingFields;

  /** Fields without which it has gaps. */
  @Column('text', { array: true })
  neededFields!: string[];

  @Column('jsonb', { nullable: true })
  advertising!: AdvertisingMark | null;

  /** The merge fields it uses. */
  @Column('text', { array: true })
  fields!: string[];

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt!: Date;
}
