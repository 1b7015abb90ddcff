import type { Language } from '../understanding/language.ts';

/** What a requester is told at once. Must not sound like a complaint: it comes back quoted. */
export function acknowledgementText(language: string, number: string): string {
  return language === ('ru' satisfies Language) ? russian(number) : english(number);
}

const english = (number: string): string => `Hello,

we have received your message; its number is ${number}. Somebody will answer you here.
To add something, simply reply to this message.
`;

const russian = (number: string): string => `Здравствуйте!

Мы получили ваше сообщение, его номер — ${number}. Мы ответим вам здесь.
Чтобы что-нибудь добавить, просто ответьте на это письмо.
`;

/** `Re: ` once, whatever the mail programs before had put there. */
export function replySubject(subject: string): string {
  return `Re: ${subject.replace(/^(?:\s*(?:re|aw|sv|отв|ответ)(?:\[\d+\])?\s*:)+\s*/iu, '') || '…'}`;
}
