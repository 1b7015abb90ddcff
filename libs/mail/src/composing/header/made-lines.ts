import { filled, type Piece } from '../pieces.ts';
import type { Filling } from '../skeleton.ts';
import { dateLine, messageIdLine, preparedLine, subjectLine, toLine } from './header-lines.ts';

export type MakeLine = (filling: Filling) => string;

/** What makes the header of this name for each message, written as nodemailer writes it; undefined where it stays. */
export function lineMaker(name: string, subject: readonly Piece[], headers: Readonly<Record<string, readonly Piece[]>>): MakeLine | undefined {
  switch (name.toLowerCase()) {
    case 'subject': return ({ values }) => subjectLine(filled(subject, values));
    case 'to': return ({ to }) => toLine(to);
    case 'message-id': return ({ messageId }) => messageIdLine(messageId);
    case 'date': return ({ date }) => dateLine(date);
    default: return preparedMaker(name, headers);
  }
}

function preparedMaker(name: string, headers: Readonly<Record<string, readonly Piece[]>>): MakeLine | undefined {
  const [, value] = Object.entries(headers).find(([each]) => each.toLowerCase() === name.toLowerCase()) ?? [];
  if (!value?.some((piece) => typeof piece !== 'string')) return undefined;
  return ({ values }) => preparedLine(name, filled(value, values));
}
