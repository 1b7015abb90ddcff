import { sigmoid } from './log-odds.ts';

/** The log-odds, as the scores have them, that the likeliest class is right, and whether it was. */
export interface TopLabel {
  readonly odds: number;
  readonly isRight: boolean;
}

/** Confidence = sigmoid(slope · odds + offset). */
export interface Certainty {
  readonly slope: number;
  readonly offset: number;
}

const ROUNDS = 25;
/** How many answers it takes to believe another line than slope 1 and offset 0. */
const PRIOR = 5;

export const confidenceOf = ({ slope, offset }: Certainty, odds: number): number => sigmoid(slope * odds + offset);

/**
 * Calibrates the likeliest class by itself (Platt 1999; Gupta and Ramdas 2022): weights under which all labels are the most
 * likely still leave its probability too low or too high. By Newton's method, drawn a little towards leaving it as it is.
 */
export function fitCertainty(answers: readonly TopLabel[]): Certainty {
  let [slope, offset] = [1, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    let [gradientSlope, gradientOffset] = [PRIOR * (slope - 1), PRIOR * offset];
    let [slopeSlope, slopeOffset, offsetOffset] = [PRIOR, 0, PRIOR];
    for (const { odds, isRight } of answers) {
      const confidence = confidenceOf({ slope, offset }, odds);
      const error = confidence - (isRight ? 1 : 0);
      const curve = confidence * (1 - confidence);
      gradientSlope += error * odds;
      gradientOffset += error;
      slopeSlope += curve * odds * odds;
      slopeOffset += curve * odds;
      offsetOffset += curve;
    }
    const determinant = slopeSlope * offsetOffset - slopeOffset * slopeOffset;
    slope -= (offsetOffset * gradientSlope - slopeOffset * gradientOffset) / determinant;
    offset -= (slopeSlope * gradientOffset - slopeOffset * gradientSlope) / determinant;
  }
  return { slope, offset };
}
