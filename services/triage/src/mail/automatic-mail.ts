import { withoutTag } from '../contacts/address.ts';
import { isOwnId } from '../threading/own-ids.ts';
import type { IncomingMail } from './incoming-mail.ts';

/** Why a mail is held to be written by a machine. */
export type AutomaticReason =
  | 'auto-submitted' | 'report' | 'null return path' | 'failed recipients' | 'own address' | 'own message' | 'automatic sender' | 'no-reply sender' | 'postmaster' | 'precedence' | 'mailing list'
  | 'auto-reply header' | 'feedback loop' | 'subject' | 'body';

const SENDERS = /^(mailer-?(daemon|delivery)?|post[-_]?master|mail-?daemon|mdaemon|no-?_?reply.*|do-?_?not-?_?reply.*|bounces?([-+=].*)?|.*-bounces?|auto-?reply|autoresponder|mmdf|maildelivery|listserv|majordomo|abuse-report|fbl([-_.+=\d].*)?|.*mailerdaemon.*|.*mailer-daemon.*|mail-system|mailsystem|system-administrator)$/;

/** Where people of small companies write from, too: only what tells of a failure is a machine's beyond doubt. */
const POSTMASTER = /^post[-_]?master$/;

/** Forms of pages write so, too. */
const NO_REPLY = /^(?:no-?_?reply|do-?_?not-?_?reply)/;

/** What only programs put so. */
const FORMULAS = new RegExp([
  String.raw`^(re: )?(undeliverable:|undeliverable (mail|message)\b|undelivered mail returned to sender|returned mail:|mail delivery failed: returning message|mail delivery (sub)?system|delivery (status notification|final failure)|failure notice$|non-?delivery (notice|report))`,
  String.raw`^(auto(matic|mated)?[ -]?(reply|response)|vacation (reply|response|notice|message)|out of (the )?office|ooo|abwesenheits?(notiz)?|absence du bureau|réponse automatique|respuesta automática)\s*([:;(\[–—-]|$|(auto(matic)?[ -]?reply|notification|until|from|till|re)\b)`,
  String.raw`^(away (from (the |my )?(office|desk|e?mail)|until)|on vacation (from|until)|auto: re:)`,
  String.raw`^(автоответ|автоматический ответ|вне офиса|я в отпуске|недоставленное сообщение|недоставленная почта|сообщение не доставлено)`,
].join('|'), 'iu');

/** What people put so about parcels and their own mail, too: only where the text says which address failed, or how. */
const FAILURES = new RegExp([
  String.raw`^(re: )?(undelivered mail|returned mail|mail returned|returned to sender|delivery notification|mail delivery notification)\b`,
  String.raw`^(mail|message|e-?mail) (delivery|could not be|status|was not|not|system error|returned)\b.{0,40}(fail|undeliver|delivered|report|error|status|problem|sender|mail|notification)`,
  String.raw`^(warning: )?(could not send message|message (could not be|undeliverable|delivery|not delivered|rejected|status)|mail (delivery|failure|system|rejected))`,
  String.raw`^(delivery failure notification|failure notice|failed mail|failed delivery|failure delivery|error sending|error mail|nondeliverable mail|unable to deliver|user unknown|permanent delivery failure|there was an error sending your mail|не удалось доставить)`,
].join('|'), 'iu');

const BODIES = /^(this (is an automatically generated|message was created automatically by)|(hi\. )?this is the (qmail-send|mail(er)? (system|delivery)|postfix program))/iu;

const FAILED_BODIES = /^(i'm afraid i wasn't able to deliver|your message (could not be delivered|was not delivered|did not reach)|delivery (has failed|to the following recipient)|the following (recipient|address|message to)|a message (that you sent|you sent) (could not|has not))/iu;

const ADDRESSES = /[\p{L}\p{N}._+=-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** Replies of RFC 5321, and what they are about. */
const SMTP = /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])|(?:^|[:(<"#]\s*)(?:4[25]|55)\d[ -](?=\D)|\bsmtp\b|\brecipient|\bmailbox\b|user unknown|unknown user|no such user/imu;

/** RFC 3834 and what mail systems do beside it. Null for mail that a person wrote. */
export function automaticReason(mail: IncomingMail, sender: string | undefined, own: readonly string[]): AutomaticReason | null {
  return byHeaders(mail, sender) ?? bySender(mail, own) ?? byList(mail, own) ?? byWords(mail);
}

/** A form of a page marks what it writes for a person in many ways, as RFC 3834 asks of it. Nobody's question are our own messages that come back, and reports of what did not arrive. */
export function loopReason({ headers, messageId, answers }: IncomingMail): AutomaticReason | null {
  return headers.has('x-widecast-delivery') || [messageId ?? '', ...answers].some(isOwnId) ? 'own message' : byReport(headers);
}

/** What people's mail has, too, where a list, a form or a newsletter program passes it on; and words alone: people write "Message not delivered" about parcels. */
const DOUBTFUL: ReadonlySet<AutomaticReason> = new Set(['precedence', 'mailing list', 'no-reply sender', 'postmaster', 'subject', 'body']);

/** Whether nobody needs to look at the mail. */
export const isProof = (reason: AutomaticReason): boolean => !DOUBTFUL.has(reason);

function byHeaders({ headers }: IncomingMail, sender: string | undefined): AutomaticReason | null {
  const has = (name: string, pattern = /./): boolean => (headers.get(name) ?? []).some((value) => pattern.test(value));
  if (has('auto-submitted', /^(?!\s*no\b)/i)) return 'auto-submitted';
  const report = byReport(headers);
  if (report !== null) return report;
  if (sender === '' || has('return-path', /^<\s*>$/)) return 'null return path';
  if (has('precedence', /^auto_reply/i) || has('x-autoreply', /^(?!no)/i) || has('x-autorespond') || has('x-autoresponder') || has('x-mailer-autoreply')) return 'auto-reply header';
  if (has('x-ms-exchange-inbox-rules-loop')) return 'auto-reply header';
  return null;
}

function byReport(headers: IncomingMail['headers']): AutomaticReason | null {
  const type = (headers.get('content-type') ?? []).find((value) => /^multipart\/report/i.test(value));
  if (type !== undefined) return /feedback-report/i.test(type) ? 'feedback loop' : 'report';
  return headers.has('x-failed-recipients') ? 'failed recipients' : null;
}

function bySender(mail: IncomingMail, own: readonly string[]): AutomaticReason | null {
  const { from, headers, subject } = mail;
  const written = headers.get('from')?.[0] ?? '';
  if (from === null) return /mailer-daemon|postmaster|mail delivery/i.test(written) ? 'automatic sender' : null;
  // Groups write in their own name for writers whose domain forbids others to (DMARC).
  if (own.includes(withoutTag(from).address)) return headers.has('x-original-sender') || headers.has('x-original-from') ? 'mailing list' : 'own address';
  if (NO_REPLY.test(localPart(from))) return 'no-reply sender';
  if (/mail delivery (sub)?system|mail system/i.test(written)) return 'automatic sender';
  if (POSTMASTER.test(localPart(from))) return FORMULAS.test(subject) || FAILURES.test(subject) || saysWhatFailed(mail) ? 'automatic sender' : 'postmaster';
  return isAutomaticAddress(from) ? 'automatic sender' : null;
}

/** Where our own address is a list (a group of Google or Microsoft), what comes through it was written to us. */
function byList({ headers }: IncomingMail, own: readonly string[]): AutomaticReason | null {
  const isOurs = (value: string): boolean => own.some((address) => value.includes(address) || value.includes(`<${address.replace('@', '.')}>`));
  if (['list-id', 'list-post', 'mailing-list'].some((name) => headers.get(name)?.some((value) => isOurs(value.toLowerCase())))) return null;
  if (headers.get('precedence')?.some((value) => /^(bulk|list|junk)/i.test(value))) return 'precedence';
  return ['list-id', 'list-unsubscribe', 'list-post', 'list-help', 'list-owner'].some((name) => headers.has(name)) ? 'mailing list' : null;
}

function byWords(mail: IncomingMail): AutomaticReason | null {
  const { subject, text } = mail;
  if (FORMULAS.test(subject) || (FAILURES.test(subject) && saysWhatFailed(mail))) return 'subject';
  const begin = text.slice(0, 300).trim();
  return BODIES.test(begin) || (FAILED_BODIES.test(begin) && saysWhatFailed(mail)) ? 'body' : null;
}

/** Names an address that is not the writer's own, or what a mail server said. */
function saysWhatFailed({ from, text }: IncomingMail): boolean {
  const begin = text.slice(0, 5000);
  return SMTP.test(begin) || (begin.match(ADDRESSES) ?? []).some((address) => address.toLowerCase() !== from);
}

/** Whether nobody reads what is sent to this address. */
export function isAutomaticAddress(address: string): boolean {
  return SENDERS.test(localPart(address));
}

const localPart = (address: string): string => withoutTag(address).address.split('@')[0] ?? '';

/** Whether the writer's system asks for silence (Outlook sets it on people's mail too: no proof of a machine). */
export function wantsNoAnswer({ headers }: IncomingMail): boolean {
  return (headers.get('x-auto-response-suppress') ?? []).some((value) => /all|autoreply|oof/i.test(value));
}
