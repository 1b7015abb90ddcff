// Matched against trimmed lines of limited length: no two of their quantifiers can share a run of white space.

/** "wrote" as mail programs say it. */
const WROTE = /(?<![\p{L}])(?:wrote|a écrit|schrieb|escribió|escreveu|ha scritto|schreef|skrev|napisał(?:\(a\)|a)?|napsal(?:\(a\)|a)?|kirjoitti|yazdı|пишет|пише|писал[аи]?|написал(?:\(а\)|а)?|написав)(?![\p{L}])/iu;
/** How such a line begins where it does not begin with a date or a name. */
const BEGINS = /^(?:on|le|am|el|em|il|op|den|dnia|w dniu|dne)\s/iu;
const MOMENT = /\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b/;
const ADDRESS = /[\w.+-]{1,100}@[\w-]{1,100}\.[\w.-]{1,100}/;
const ORIGINAL = /^[-_]{2,}\s*(?:original message|original appointment|forwarded message|исходное сообщение|пересылаемое сообщение|конец пересылаемого сообщения|message d'origine|ursprüngliche nachricht)\s*[-_]{2,}$/iu;
const FROM = /^[*_]{0,2}(?:from|от|de|von|van|da|od|fra|från|message du)[*_]{0,2}\s?:[*_]{0,2}\s*\S/iu;
const OTHER_HEAD = /^[*_]{0,2}(?:from|sent|date|to|cc|subject|отправлено|дата|кому|копия|тема|de|envoyé(?: le)?|à|a|objet|sujet|copie(?: à)?|gesendet|datum|an|betreff|verzonden|aan|onderwerp|inviato|data|oggetto|enviad[oa](?: el| em)?|para|asunto|assunto|skickat|till|ämne|sendt|til|emne|wysłano|do|temat)[*_]{0,2}\s?:/iu;

const FORWARD_MARK = /^(?:[-_]{2,}\s*(?:forwarded message|пересылаемое сообщение|пересланное (?:сообщение|письмо)|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato|mensagem encaminhada)|begin forwarded message|начало переадресованного (?:сообщения|письма))/iu;
const FORWARD_SUBJECT = /^\s*(?:fwd?|wg|tr|rv|enc|pd|doorst|ilt|пересл?)\s*:/iu;

/** What mail programs write above a mail that is passed on. */
export const isForwardMark = (line: string): boolean => FORWARD_MARK.test(mark(line));

export const isForwardSubject = (subject: string): boolean => FORWARD_SUBJECT.test(subject);

export const isQuoted = (line: string): boolean => /^\s*>/.test(line);

/** The line where it may be a mark of mail programs, which are short. */
export const mark = (line: string): string => (line.length < 300 ? line.trim() : '');

/** "On <date>, <name> wrote:" in some ten languages; or, in any, a moment and an address before a colon. */
export function isQuoteLine(line: string): boolean {
  const text = mark(line).replace(/^-{2,} | -{2,}$/g, '');
  if (text.length < 12 || !/\d/.test(text)) return false;
  const [hasMoment, hasAddress] = [MOMENT.test(text), ADDRESS.test(text)];
  if (!text.endsWith(':')) return hasMoment && hasAddress && WROTE.test(text.slice(-24)) && !/[.?!]$/.test(text);
  if (WROTE.test(text) && (hasMoment || hasAddress || BEGINS.test(text))) return true;
  return hasMoment && hasAddress && ADDRESS.test(text.slice(-110).replace(/\s*[>")\]]{0,3}:$/, '').split(/[\s<(["]/).at(-1) ?? '');
}

/** "Original Message", or From, Sent, To and Subject in lines of their own, in whatever order. */
export function isQuoteBlock(line: string, next: readonly string[]): boolean {
  if (ORIGINAL.test(mark(line))) return true;
  if (!OTHER_HEAD.test(mark(line)) && !FROM.test(mark(line))) return false;
  return [line, ...next].some((one) => FROM.test(mark(one))) && next.filter((one) => OTHER_HEAD.test(mark(one))).length >= 2;
}
