import { Transform, type TransformCallback } from 'node:stream';
import { TooLarge } from '@widecast/service-kit';

export const tooLarge = (limit: number): TooLarge =>
  new TooLarge(`The body is larger than the ${limit} bytes that this endpoint takes; send it in parts`);

/** Lets bytes pass, tells of each piece, and ends with {@link TooLarge} beyond the limit. */
export class Meter extends Transform {
  private passed = 0;

  constructor(private readonly onBytes: () => void, private readonly limit = Number.POSITIVE_INFINITY) {
    super();
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.passed += piece.length;
    this.onBytes();
    if (this.passed > this.limit) done(tooLarge(this.limit));
    else done(null, piece);
  }
}
