import type { Vectoriser } from '../features/vectoriser.ts';
import { salientIn, type Piece } from '../segments/salient.ts';
import { SMALL_TALK } from '../segments/small-talk.ts';
import type { Scorer, SparseVector } from './scorer.ts';

/** How far below the clearest sentence, in margins of the linear model, a sentence still counts. */
const NEAR = 0.85;
/** From this margin on a sentence may be about nothing, which takes so much from its score for each margin. */
const IDLE_FROM = -0.3;
const IDLE_WEIGHT = 2;
/** Whoever writes less clearly than this may only pass on the mail below, if that one is clearer by NEAR. */
const UNCLEAR = -0.4;
/** From this margin on a class takes small talk for its own. */
const OWN_FROM = 0.3;
/** More sentences than this add nothing but time. */
const MOST_KEPT = 6;

/** Sentences that tell something. */
export interface Told {
  /** In their order; at least one. */
  readonly kept: readonly Piece[];
  /** Absent where only one was found. */
  readonly clearest: Piece | undefined;
  /** That of the clearest sentence: the margin of a class, less what speaks for its being about nothing. */
  readonly clarity: number;
}

/** Finds the sentences of a mail that speak for a class. */
export class TellingSentences {
  /** Of the classes, and last that of being about nothing. */
  private readonly margins: Float32Array;
  private readonly framing: ReadonlySet<number>;

  constructor(private readonly vectoriser: Vectoriser, private readonly scorer: Scorer, private readonly classes: number) {
    this.margins = new Float32Array(classes + 1);
    this.framing = this.smallTalk();
  }

  /** What tells something of what the writer says, or of the mail below it where he says nothing. */
  of(text: string): Told {
    const { pieces, below } = salientIn(text);
    if (!below && pieces.length === 1) return { kept: pieces, clearest: undefined, clarity: 0 };
    let told = this.among(text, pieces);
    for (let next = below; next && told.clarity < UNCLEAR; ) {
      const mail = next();
      const passedOn = mail && this.among(text, mail.pieces);
      if (passedOn && passedOn.clarity >= told.clarity + NEAR) told = passedOn;
      next = mail?.below;
    }
    return told;
  }

  /** The vector of all pieces together; lives until the next one. */
  vectorOf(text: string, pieces: readonly Piece[]): SparseVector {
    const { vectoriser } = this;
    vectoriser.extractor.clear();
    for (const { start, end } of pieces) vectoriser.extractor.add(text, start, end);
    return { indices: vectoriser.indices, values: vectoriser.values, size: vectoriser.finish() };
  }

  /** The sentences whose clarity is near that of the clearest one. */
  private among(text: string, pieces: readonly Piece[]): Told {
    const scores = pieces.map((piece) => this.clarityOf(text, piece));
    const [most = 0, ...others] = [...scores].sort((a, b) => b - a);
    const least = Math.max(most - NEAR, others[MOST_KEPT - 2] ?? -Infinity);
    return { kept: pieces.filter((_, at) => (scores[at] ?? 0) >= least), clearest: pieces[scores.indexOf(most)], clarity: most };
  }

  /** The best margin of a class that is not of small talk, less what speaks for a sentence about nothing. */
  private clarityOf(text: string, piece: Piece): number {
    const { margins, classes } = this;
    this.scorer.scoreLinear(this.vectorOf(text, [piece]), margins);
    let most = -Infinity;
    for (let target = 0; target < classes; target += 1) if ((margins[target] ?? 0) > most && !this.framing.has(target)) most = margins[target] ?? 0;
    return most - IDLE_WEIGHT * Math.max(0, (margins[classes] ?? 0) - IDLE_FROM);
  }

  /** The classes that take small talk for their own: in a mail it frames what is asked. */
  private smallTalk(): ReadonlySet<number> {
    const found = new Set<number>();
    for (const said of SMALL_TALK) {
      this.scorer.scoreLinear(this.vectorOf(said, [{ start: 0, end: said.length }]), this.margins);
      for (let target = 0; target < this.classes; target += 1) if ((this.margins[target] ?? 0) > OWN_FROM) found.add(target);
    }
    return found;
  }
}
