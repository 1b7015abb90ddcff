import { randomUUID } from 'node:crypto';
import { type CompiledTemplate, FieldScope, type Tracking, trackedValue } from '@widecast/mail';
import type { RecipientFields } from '../templates/workshop/jobs.ts';
import type { Workshop } from '../templates/workshop/workshop.ts';
import type { BrandedTemplate } from '../templates/templates.service.ts';
import { surroundingsOf } from '../templates/surroundings.ts';
import { Unfit } from './unfit.ts';

/** Nobody who fills in a template knows it. */
const MARK = randomUUID();

/** What a recipient brings, with the links that tell of him where he is tracked. */
export interface SlotScope extends Pick<RecipientFields, 'fields' | 'unsubscribeUrl'> {
  readonly tracking?: Tracking | undefined;
}

interface Waiting {
  readonly recipient: SlotScope;
  readonly done: (values: string[] | null) => void;
  readonly failed: (error: unknown) => void;
}

/** What fills the slots of a template: at once, or for templates with conditions by the thread that can be killed, for many at a time. */
export class SlotValues {
  private waiting: Waiting[] = [];

  constructor(private readonly source: BrandedTemplate, private readonly template: CompiledTemplate, private readonly workshop: Workshop) {}

  /** At once for a template without conditions. Throws or rejects with {@link Unfit}. */
  of(recipient: SlotScope): string[] | Promise<string[]> {
    if (!this.template.isFlat) return this.byThread(recipient);
    try {
      return this.template.values(new FieldScope(recipient.fields, recipient.unsubscribeUrl, recipient.tracking));
    } catch {
      throw new Unfit('template_error');
    }
  }

  private async byThread(recipient: SlotScope): Promise<string[]> {
    // What the thread says of a template of a person is for its author, who was told when it was saved.
    const values = await this.ask(recipient).catch(() => null);
    if (!values) throw new Unfit('template_error');
    return values;
  }

  private ask(recipient: SlotScope): Promise<string[] | null> {
    return new Promise((done, failed) => {
      this.waiting.push({ recipient, done, failed });
      // Those that come together are asked for together.
      if (this.waiting.length === 1) setImmediate(() => void this.askForAll());
    });
  }

  private async askForAll(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    const { template: { subject, html, text } } = this.source;
    try {
      const all = await this.workshop.values({ source: { subject, html, text }, surroundings: surroundingsOf(this.source), recipients: batch.map(({ recipient }) => unsigned(recipient)) });
      batch.forEach(({ done, recipient }, at) => done(signed(all[at] ?? null, recipient)));
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }
}

/** The thread gets no key: it marks the links, … */
const unsigned = ({ fields, unsubscribeUrl, tracking }: SlotScope): RecipientFields =>
  (tracking ? { fields, unsubscribeUrl, tracking: { mark: MARK, open: tracking.open } } : { fields, unsubscribeUrl });

/** … and they are signed here. */
const signed = (values: string[] | null, { tracking }: SlotScope): string[] | null => (tracking && values ? values.map((value) => trackedValue(value, MARK, tracking)) : values);
