import { AssignTag, CaptureTag, CaseTag, IfTag, Output, RawTag, type Template as Parsed, TokenKind, UnlessTag } from 'liquidjs';
import { END, FORK, slotMark, unmarked } from '../marks.ts';
import type { Source } from '@widecast/liquid';

/** A parsed template as one text, every branch of it, with a mark where a value goes. */
export interface Outline {
  readonly marked: string;
  /** By the number of their marks. */
  readonly outputs: readonly Output[];
  /** Those that are put out whatever the fields are. */
  readonly certain: readonly Output[];
  /** Nothing in it depends on a condition: the outline is what is rendered. */
  readonly isFlat: boolean;
}

export function outlineOf(source: Source): Outline {
  const outliner = new Outliner();
  const marked = outliner.all(source);
  return { marked, outputs: outliner.outputs, certain: outliner.certain, isFlat: outliner.isFlat };
}

class Outliner {
  readonly outputs: Output[] = [];
  isFlat = true;
  readonly certain: Output[] = [];
  private forks = 0;
  private depth = 0;

  all(templates: readonly Parsed[]): string {
    return templates.map((template) => this.one(template)).join('');
  }

  private one(template: Parsed): string {
    if (template instanceof Output) return this.output(template);
    if (template.token.kind === TokenKind.HTML) return unmarked((template as Parsed & { str: string }).str);
    if (template instanceof RawTag) return unmarked(template.render());
    if (template instanceof IfTag || template instanceof UnlessTag || template instanceof CaseTag) return this.fork(template);
    // What a capture keeps is escaped where it is put out.
    if (template instanceof AssignTag || template instanceof CaptureTag) this.isFlat = false;
    return '';
  }

  private output(output: Output): string {
    if (this.depth === 0) this.certain.push(output);
    return slotMark(this.outputs.push(output) - 1);
  }

  private fork({ branches, elseTemplates }: IfTag | UnlessTag | CaseTag): string {
    this.isFlat = false;
    const mark = `${FORK}${(this.forks += 1)}${END}`;
    const all = [...branches.map(({ templates }) => templates), elseTemplates ?? []];
    this.depth += 1;
    const text = mark + all.map((templates) => this.all(templates) + mark).join('');
    this.depth -= 1;
    return text;
  }
}
