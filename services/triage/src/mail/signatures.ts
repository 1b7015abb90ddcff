import { mark } from './quote-heads.ts';

const DELIMITER = /^--\s?$/;
const LIST_FOOTER = /mailing list|list info|unsubscribe/i;
const RULER = /^(?:[-_=*]\s?){3,}$/;
const DEVICE = /^(?:sent (?:from|with|via)|get outlook|envoyé (?:à partir|depuis|de mon|de ma)|von meinem|gesendet (?:von|mit)|enviad[oa] (?:desde|do|de|a partir)|inviato da|verzonden (?:vanaf|met)|wysłan[eo] z|skickat från|sendt fra|lähetetty|отправлено (?:с|из|со)|надіслано з)\s\S.{0,100}$|^von meinem \S.{0,60} gesendet$/iu;
const DASHED_NAME = /^[-–—]\s?\p{Lu}[\p{L}.'’-]{0,30}(?: \p{Lu}[\p{L}.'’-]{0,30}){0,2}$/u;
const FORMULA = /^(?:(?:with )?(?:best|kind|warm|kindest)?\s?regards|best(?: wishes)?|all the best|sincerely|yours(?: sincerely| truly| faithfully)?|thanks|many thanks|thank you|thanks and regards|cheers|с уважением|с наилучшими пожеланиями|всего доброго|спасибо|заранее спасибо|благодарю|mit freundlichen grüßen|viele grüße|cordialement|bien à vous|merci|saludos|atentamente|gracias|cordiali saluti|grazie|met vriendelijke groet|atenciosamente|obrigad[oa]|pozdrawiam)\s?[,.!]?$/iu;
const NAME = /^\p{Lu}[\p{L}.'’-]{0,30}(?: \p{L}[\p{L}.'’-]{0,30}){0,3}$/u;
/** Lines that a block of name, post, firm and telephone has at most, and characters in each. */
const [BLOCK, WIDTH] = [8, 80];

/** Where the signature begins that a delimiter announces (RFC 3676 §4.3), or the footer of a mailing list. */
export function isSignatureMark(line: string, next: readonly string[]): boolean {
  if (DELIMITER.test(line)) return true;
  return /^_{2,}$/.test(mark(line)) && next.slice(0, 2).some((one) => LIST_FOOTER.test(mark(one)));
}

/** Without what stands under the text: rulers, the praise of a device, a name with a dash, a closing formula with a name alone under it. */
export function withoutSignature(lines: readonly string[]): readonly string[] {
  let end = lines.length;
  for (;;) {
    while (end > 0 && mark(lines[end - 1] ?? '') === '' && (lines[end - 1] ?? '').trim() === '') end -= 1;
    const last = mark(lines[end - 1] ?? '');
    const formula = formulaBefore(lines, end);
    if (end > 1 && (RULER.test(last) || DEVICE.test(last) || DASHED_NAME.test(last))) end -= 1;
    else if (formula !== undefined && formula > 0) end = formula;
    else return lines.slice(0, end);
  }
}

/** The line of the formula that begins the block which ends here. */
function formulaBefore(lines: readonly string[], end: number): number | undefined {
  for (let at = end - 2; at >= Math.max(0, end - BLOCK); at -= 1) {
    if (!FORMULA.test(mark(lines[at] ?? ''))) continue;
    const under = lines.slice(at + 1, end).map((line) => line.trim()).filter((line) => line !== '');
    return NAME.test(under[0] ?? '') && under.every((line) => line.length <= WIDTH && !/[?]$/.test(line)) ? at : undefined;
  }
  return undefined;
}
