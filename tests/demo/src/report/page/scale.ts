/** From figures to places on a drawing. */
export interface Scale {
  readonly of: (value: number) => number;
  readonly ticks: readonly number[];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const NICE = [1, 2, 2.5, 5, 10];

/** A step of 1, 2, 2.5 or 5 times a power of ten that divides the length into about so many parts. */
export function niceStep(length: number, parts: number): number {
  const rough = length / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * (NICE.find((factor) => factor * power >= rough) ?? 10);
}

/** Covers all values, from one round figure to another. */
export function scaleOf(values: readonly number[], place: Span, parts = 4): Scale {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = niceStep(most - least || Math.abs(most) || 1, parts);
  const [low, high] = [Math.floor(least / step + 1e-9) * step, Math.ceil(most / step - 1e-9) * step];
  const width = high - low || step;
  return {
    of: (value) => Math.round((place.from + ((value - low) / width) * (place.to - place.from)) * 10) / 10,
    ticks: Array.from({ length: Math.round(width / step) + 1 }, (_, index) => low + index * step),
  };
}
