import { complaintOf, type Letter } from './complaints.ts';
import type { Customer } from '../customer.ts';
import { questionOf } from './questions.ts';
import { shuffled, type Random } from '../random.ts';

export interface SentLetter extends Letter {
  readonly from: Customer;
  readonly isComplaint: boolean;
}

export interface LetterPlan {
  readonly writers: readonly Customer[];
  /** The first so many writers complain. */
  readonly complaints: number;
  /** Texts for the others; our own where there are none. */
  readonly questions: readonly Letter[];
}

/** One letter of each writer, in random order. */
export function lettersOf({ writers, complaints, questions }: LetterPlan, random: Random): SentLetter[] {
  const letters = writers.map((from, number) => {
    const isComplaint = number < complaints;
    const letter = isComplaint ? complaintOf(from.language, number) : (questions[number - complaints] ?? questionOf(from.language, number));
    return { ...letter, from, isComplaint };
  });
  return shuffled(random, letters);
}
