import { AssignTag, CaptureTag, CaseTag, IfTag, Output, RawTag, type Template as Parsed, TokenKind, UnlessTag } from 'liquidjs';
import { END, FORK, slotMark, unmarked } from '../marks.ts';
import type { Source } from '@widecast/liquid';

/** A parsed template as one text, every branch of it, with a mark where a value goes. */
export interface Outline {
  readonly marked: string;
  /** By the number of their marks. */
  readonly outputs: readonly Output[];
  /** Nothing in it depends on a condition: the outline is what is rendered. */
  readonly isFlat: boolean;
}

export function outlineOf(source: Source): Outline {
  const outliner = new Outliner();
  const marked = outliner.all(source);
  return { marked, outputs: outliner.outputs, isFlat: outliner.isFlat };
}

class Outliner {
  readonly outputs: Output[] = [];
  isFlat = true;
  private forks = 0;

  all(templates: readonly Parsed[]): string {
    return templates.map((template) => this.one(template)).join('');
  }

  private one(template: Parsed): string {
    if (template instanceof Output) return slotMark(this.outputs.push(template) - 1);
    if (template.token.kind === TokenKind.HTML) return unmarked((template as Parsed & { str: string }).str);
    if (template instanceof RawTag) return unmarked(template.render());
    if (template instanceof IfTag || template instanceof UnlessTag || template instanceof CaseTag) return this.fork(template);
    // What a capture keeps is escaped where it is put out.
    if (template instanceof AssignTag || template instanceof CaptureTag) this.isFlat = false;
    return '';
  }

  private fork({ branches, elseTemplates }: IfTag | UnlessTag | CaseTag): string {
    this.isFlat = false;
    const mark = `${FORK}${(this.forks += 1)}${END}`;
    const all = [...branches.map(({ templates }) => templates), elseTemplates ?? []];
    return mark + all.map((templates) => this.all(templates) + mark).join('');
  }
}
