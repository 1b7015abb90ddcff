const any = (...patterns: readonly string[]): string => `(?:${patterns.join('|')})`;
const line = (...patterns: readonly string[]): RegExp => new RegExp(`^[\\s*_>~-]*${any(...patterns)}[\\s,.!:;)*_~-]*$`, 'iu');

const NAME = "[\\p{L}.'’-]{1,25}(?:\\s+[\\p{L}.'’-]{1,25}){0,3}";

/** A whole line that greets: "Dear support team,", "Добрый день, Анна!". */
export const GREETING = line(
  `(?:dear|hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day))(?:\\s+(?:to\\s+)?(?:all|there|everyone|team|sir|madam|sirs|${NAME}))?(?:\\s+(?:team|or madam|and team))?`,
  'to whom it may concern', 'dear (?:sir|madam|sirs)(?:\\s*(?:or|/|and)\\s*(?:sir|madam))?',
  `(?:здравствуйте|здравствуй|привет|приветствую|добрый (?:день|вечер)|доброе утро|доброго (?:дня|времени суток|времени)|уважаем(?:ые|ый|ая))(?:,?\\s+(?:уважаем(?:ые|ый|ая)\\s+)?${NAME})?`,
  `(?:hallo|guten (?:tag|morgen|abend)|sehr geehrte[rs]?|liebe[rs]?|bonjour|bonsoir|cher|chère|hola|buenos d[ií]as|buenas tardes|estimad[oa]s?|buongiorno|salve|gentile|ol[aá]|bom dia|boa tarde|prezad[oa]s?|dzień dobry|witam|szanowni|merhaba|sayın|вітаю|добрий день|сәлеметсіз бе)(?:,?\\s+${NAME})?`,
);

/** A greeting that the first sentence begins with: "Hi Ann, my card…". */
export const GREETING_START = /^[\s>*_]*(?:(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|здравствуйте|привет|добрый (?:день|вечер)|доброе утро|доброго дня|уважаем(?:ые|ый|ая))(?:\s+[\p{L}.'’-]{1,25}){0,3}\s*[,!.:]\s+)/iu;

/** A line after which only a name and an address follow. */
export const CLOSING = line(
  '(?:(?:with )?(?:best|kind|kindest|warm|warmest|many)?\\s*(?:regards|wishes))', '(?:yours|your)\\s+(?:sincerely|faithfully|truly)', 'sincerely(?: yours)?', 'respectfully', 'cordially', 'all the best', 'best', 'cheers', 'many thanks', 'thanks(?: and (?:best|kind)? ?regards)', 'regards', 'take care', 'br', 'kr', 'yours',
  '(?:с|c) (?:наилучшими пожеланиями|уважением|приветом|благодарностью)', 'с ув\\.?', 'всего (?:доброго|хорошего|наилучшего)', 'заранее (?:спасибо|благодарю|благодарны|благодарен|благодарна)', 'хорошего дня',
  '(?:mit )?(?:freundlichen|besten|vielen) (?:grüßen|gr[uü]ßen|dank)', 'cordialement', 'bien à vous', 'saludos(?: cordiales)?', 'un saludo', 'cordiali saluti', 'atenciosamente', 'pozdrawiam', 'z poważaniem', 'saygılarımla', 'з повагою', 'құрметпен',
  '(?:thanks|thank you|thx|ty|cheers|спасибо|благодарю)',
);

/** A sentence that only thanks, hopes or announces: nothing is asked in it. */
export const COURTESY = line(
  '(?:many |so |very |kind )?(?:thanks|thank you)(?: (?:so|very) much)?(?: (?:a lot|in advance|again|for (?:your|the|any) [\\p{L} ]{2,40}))*(?: and (?:best|kind) regards)?',
  '(?:i |we )?(?:look(?:ing)? forward to|await|awaiting|hope to) [\\p{L} ]{2,60}', '(?:i |we )?hope (?:this|that|you|all|everything|the|your)[\\p{L} \',]{2,60}', '(?:have|wishing you) a (?:nice|great|good|lovely|pleasant) [\\p{L} ]{2,20}',
  '(?:please |kindly )?(?:let (?:me|us) know|get back to (?:me|us)|advise|help)(?: (?:as soon as possible|asap|soon|please|about (?:this|it)|when you can|at your (?:earliest )?convenience))*', 'any help (?:is|would be|will be) (?:greatly |much |highly )?appreciated', '(?:i|we) (?:would )?(?:appreciate|be grateful for) [\\p{L} ]{2,50}',
  '(?:i am|i\'m|we are|we\'re) (?:writing|contacting|reaching out)(?: to you)?(?: (?:about|because of|regarding) (?:a|the|an|my|our)? ?(?:question|issue|matter|problem|following))?', '(?:i|we) have (?:a|one) (?:quick )?(?:question|problem|issue)', 'quick question', 'please see below', 'see below', 'fyi', 'please help',
  '(?:большое |огромное )?спасибо(?: (?:большое|заранее|за (?:помощь|ответ|ваш ответ|внимание|понимание|оперативность)))*', '(?:заранее )?(?:благодарю|благодарим|благодарен|благодарна|признателен)(?: (?:вас|за [\\p{L} ]{2,40}))*', 'жд[уе]м?(?: (?:вашего )?ответа?)?', '(?:надеюсь|надеемся|рассчитываю) на [\\p{L} ]{2,40}',
  '(?:пишу|обращаюсь)(?: к вам)?(?: (?:по (?:такому |следующему )?(?:вопросу|поводу)|с вопросом))?', 'у (?:меня|нас) (?:такой |следующий )?вопрос', 'помогите(?:,? пожалуйста)?', 'подскажите(?:,? пожалуйста)?',
);

/** A paragraph that every mail of a company ends with. */
export const DISCLAIMER = /(?:intended (?:only |solely |exclusively )?(?:for|recipient|addressee)|confidential(?:ity)?\b.{0,120}(?:e-?mail|message|information|communication|attachment)|(?:e-?mail|message|communication)\b.{0,120}\bconfidential|if you (?:have received|are not the)|legally privileged|consider the environment|before printing|scanned (?:for|by) [\p{L} -]{0,20}virus|virus[- ]free|any views|accepts? no (?:liability|responsibility)|registered (?:in|office|number)|company (?:no|number|reg)|unsubscribe|disclaimer|конфиденциальн|предназначен[оаы]? (?:только|исключительно)|если вы получили|получили (?:данное|это) (?:письмо|сообщение) (?:по ошибке|ошибочно)|проверено (?:на вирусы|антивирус)|vertraulich|confidentiel|confidencial|riservat[oae]\b)/iu;

/** The line of a phone that wrote the mail. */
export const DEVICE = line('(?:sent|get|envoyé|enviado|gesendet|inviato) (?:from|outlook|de|depuis|desde|von|da)\\b.{0,60}', 'отправлено (?:с|из)\\b.{0,60}', 'sent via .{0,40}', 'get outlook for .{0,20}');

/** Begins what another person wrote before: all that follows it is a quote. */
export const QUOTE_HEADER = new RegExp(any(
  '^\\s*(?:on|am|le|el|il|em)\\b.{4,200}(?:wrote|schrieb|écrit|escribi[oó]|ha scritto|escreveu)\\s*:\\s*$',
  '^.{0,200}(?:пишет|написала?|написал\\(а\\)|пишуть|wrote)\\s*:\\s*$',
  '^\\s*[-_]{2,}\\s*(?:original (?:message|appointment)|forwarded (?:message|by).{0,60}|исходное сообщение|пересланн?ое (?:сообщение|письмо)|пересылаемое (?:сообщение|письмо)|ursprüngliche nachricht|message d.origine|mensaje original)\\s*[-_]{0,}\\s*$',
  '^\\s*(?:begin forwarded message|начало переадресованного сообщения|начало переадресованного письма)\\s*:?\\s*$',
  '^_{20,}\\s*$',
).replaceAll('^', '^'), 'iu');

/** A line of the head of a quoted or forwarded mail. */
export const HEADER_LINE = /^[\s>*]*(?:from|sent|to|cc|date|subject|reply-to|от|кому|отправлено|дата|тема|копия|от кого|von|an|gesendet|betreff|de|para|asunto|objet|à)\*?\s*:\s?\S/iu;
