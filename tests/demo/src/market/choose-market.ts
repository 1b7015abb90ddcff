import type { DemoOptions } from '../options.ts';
import { HILLSTROM_ROWS } from '../truth/hillstrom.answers.ts';
import { readBanking77 } from './letters/banking77.ts';
import type { Letter } from './letters/complaints.ts';
import { generateMarket } from './generated/generated.market.ts';
import { readHillstromMarket } from './hillstrom/hillstrom.market.ts';
import type { Market } from './market.ts';
import { streamOf } from './random.ts';

const UPPER_TIER = 400;
const LETTERS = 47;

/** The market that the options ask for. */
export function chooseMarket({ hillstrom, accounts, seed }: DemoOptions): Promise<Market> {
  if (hillstrom === undefined) return Promise.resolve(generateMarket({ accounts, seed }));
  return readHillstromMarket(hillstrom, { upperTier: UPPER_TIER, seed });
}

/** Whether this is the published experiment, whole, of which the answers are known. */
export const isWholeHillstrom = ({ hillstrom }: DemoOptions, { customers }: Market): boolean =>
  hillstrom !== undefined && customers.length === HILLSTROM_ROWS + UPPER_TIER;

export async function chooseQuestions({ banking77, seed }: DemoOptions, count: number): Promise<readonly Letter[]> {
  return banking77 === undefined ? [] : readBanking77(banking77, count, streamOf(seed, LETTERS));
}
