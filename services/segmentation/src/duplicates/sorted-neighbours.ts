import { isNear } from './likeness.ts';

/** A name in an order of names. */
export interface Neighbour {
  readonly id: string;
  readonly name: string;
  /** The words of the name in the order of the alphabet. */
  readonly words: string;
  /** Where it is: country, region and city; empty where nothing is known. */
  readonly place: string;
  /** How many accounts have a name of these words. */
  readonly namesakes: number;
}

export type Pair = readonly [string, string];

/** Each name is compared with so many that follow it (sorted neighbourhood: Hernández and Stolfo 1995). */
export const WINDOW = 6;
/** A name that more accounts have says something only of those at one place. */
const MOST_NAMESAKES = 10;

/** Pairs among names in their order that are worth a closer look. */
export function pairsAmong(neighbours: readonly Neighbour[]): Pair[] {
  return neighbours.flatMap((one, place) => neighbours.slice(place + 1, place + 1 + WINDOW).filter((other) => isWorthALook(one, other)).map((other): Pair => [one.id, other.id]));
}

function isWorthALook(one: Neighbour, other: Neighbour): boolean {
  if (one.words === other.words) return one.namesakes <= MOST_NAMESAKES || (one.place !== '' && one.place === other.place);
  return one.namesakes <= MOST_NAMESAKES && other.namesakes <= MOST_NAMESAKES && isNear(one.name, other.name);
}
