const any = (...patterns: readonly string[]): string => `(?:${patterns.join('|')})`;
/** Marks, faces and kisses after a formula: "Hello 👋", "Thanks :-) xx". */
const DECORATION = '(?:[\\s,.!…:;=()<3*_~-]|\\p{Extended_Pictographic}|\\p{Emoji_Modifier}|[\\u200d\\ufe0f]|(?<=[\\s,.!])x+(?![\\p{L}])|:[dpo](?![\\p{L}]))*';
const line = (...patterns: readonly string[]): RegExp => new RegExp(`^[\\s*_>~-]*${any(...patterns)}${DECORATION}$`, 'iu');

const words = (text: string): string => text.trim().split(/\s*,\s*/).join('|');

/** What no name begins with: "hi how are you" asks. */
const NO_NAME = '(?!(?:how|what|who|where|why|when|which|are|is|can|could|will|do|does|i|my|we|please|как|что|где|когда|почему|кто|у|я|мы|вы|можно|не)(?![\\p{L}]))';
const NAME = NO_NAME + "[\\p{L}.'’-]{1,25}(?:\\s+[\\p{L}.'’-]{1,25}){0,3}";

/** A name as its owner tells it: what goes on is not part of it. */
const OWN_NAME = "[\\p{L}.'’-]{1,25}(?:\\s+(?!(?:and|but|my|i|the|cannot|can['’]t|и|а|но|я|у|мой|моя|мы|не)(?![\\p{L}]))[\\p{L}.'’-]{1,25}){0,3}(?:,? (?:from|of|at|with|из|от) [^?,.]{2,50})?";

/** Whoever says one of these says more than a courtesy. */
const NO_MORE = "(?![^?\\n]*(?<![\\p{L}])(?:but|however|never|not|no longer|cannot|\\p{L}+n['’]t|still|cancel|want|need|must|но|однако|никогда|не|нет|хочу|хотим|верните|отмените|отключите)(?![\\p{L}]))";

/** A whole line that greets: "Dear support team,", "Добрый день, Анна!". */
export const GREETING = line(
  `(?:dear|hi|hello|hey|hiya|greetings|(?:good )?(?:morning|afternoon|evening|day))(?:\\s+(?:to\\s+)?(?:all|there|everyone|team|sir|madam|sirs|${NAME}))?(?:\\s+(?:team|or madam|and team))?`,
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
  '(?:thanks|thank you|thanking you|thx|tia|ty|cheers|спасибо|благодарю)(?: in advance| very much)?',
  `(?:(?:best|kind|kindest|warm|many)?\\s*(?:regards|wishes)|sincerely|cheers|[cс] уважением)[,!]?\\s+${NAME}`, `(?:thanks|thank you|thx|best|love|спасибо),\\s+${NO_NAME}[\\p{L}.'’-]{1,25}`,
);

const ANSWER = "(?:yes|yeah|yep|no|nope|not (?:really|quite|yet)|sure|of course|certainly|absolutely|indeed|exactly|correct|that is right|that's right|ok(?:ay)?|да|нет|конечно|разумеется|безусловно|верно|точно|именно|не совсем|[её]щ[её] нет|пока нет|хорошо|ок)";
const REFERENCE = '(?:(?:our |my |your |наш |мой |ваш )?(?:account|customer|client|contract|order|reference|ref|ticket|case|invoice|policy|договор|заказ|сч[её]т|заявка|клиент|л/с|лицевой сч[её]т)\\.?(?: (?:no|nr|number|id|ref|since|с))?[.:#№ ]*(?=[\\w/-]*\\d)[\\w/-]+(?: (?:года?|from|от) [\\d.]+)?)';

/** A sentence that only thanks, hopes, announces, says yes or no, or names a number: nothing is asked in it. */
export const COURTESY = line(
  `${ANSWER}(?:[ ,]+(?:${ANSWER}|please|thanks|i (?:can|do|did|will)|it (?:is|was|did|does)|пожалуйста|спасибо))*`, `${REFERENCE}(?:[\\s,;]+${REFERENCE})*`,
  '(?:it )?(?:was|is) (?:so |really |very )?(?:nice|great|good|lovely|a pleasure) (?:talking|speaking|chatting|meeting|to (?:talk|speak|chat|meet))(?: (?:to|with) you(?: all| both)?)?(?: (?:again|today|yesterday|earlier|last (?:week|month|time|year)|on (?:the )?(?:phone|monday|tuesday|wednesday|thursday|friday)))*',
  '(?:было )?(?:очень )?(?:приятно|рад[аы]?) (?:было )?(?:поговорить|пообщаться|познакомиться)(?: с вами)?(?: (?:вчера|сегодня|недавно|по телефону|на прошлой неделе))*',
  NO_MORE + '(?:(?:great|perfect|excellent|wonderful|lovely|brilliant|super|amazing|awesome|cool|good|fine|ok|okay|(?:message |mail )?received|noted|got it|understood|sorted|done|(?:(?:that|it)(?: is|[\'’]s) )?all (?:good|fine|clear|well|sorted)(?: (?:on|with) (?:that|this)(?: one)?| now)?)[ ,!.-]+)*(?:(?:many|so|very|kind|big|huge|lots of|a thousand|my) )*(?:thanks|thank you|thx|danke|vielen dank|merci|gracias|grazie|obrigad[oa]|dziękuję)(?![\\p{L}])[^?\\n]{0,70}',
  '(?:i |we )?(?:look(?:ing)? forward to|await|awaiting|hope to) [\\p{L} ]{2,60}', '(?:i |we )?hope (?:this|that|you|all|everything|the|your)[\\p{L} \',]{2,60}', '(?:have|wishing you) a (?:nice|great|good|lovely|pleasant) [\\p{L} ]{2,20}',
  '(?:please |kindly )?(?:let (?:me|us) know|get back to (?:me|us)|advise|help)(?: (?:as soon as possible|asap|soon|please|about (?:this|it)|when you can|at your (?:earliest )?convenience))*', 'any help (?:is|would be|will be) (?:greatly |much |highly )?appreciated', '(?:i|we) (?:would )?(?:appreciate|be grateful for) [\\p{L} ]{2,50}',
  '(?:i am|i\'m|we are|we\'re) (?:writing|contacting|reaching out)(?: to you)?(?: (?:about|because of|regarding) (?:a|the|an|my|our)? ?(?:question|issue|matter|problem|following))?', '(?:i|we) have (?:a|one) (?:quick )?(?:question|problem|issue)', '(?:(?:and|just|but|now|then|only|i have|i\'ve got) )*(?:a |one |another )?(?:more |last |other |final |quick |short |small |little |brief |simple )*(?:thing|question|point|request)(?: (?:then|though|please|today|for (?:you|now)|from me|about this))*', '(?:following|further to|as discussed|as agreed|as per) (?:(?:our|your|my|the|in|on|with|by) ){1,2}[\\p{L} ]{2,60}', 'please see below', 'see below', '(?:please )?do the needful(?: [\\p{L} ]{2,30})?', 'fyi', 'please help',
  NO_MORE + '(?:(?:большое|огромное|заранее) )*(?:спасибо|благодарю|благодарим|благодарен|благодарна|признателен|признательна)(?![\\p{L}])[^?\\n]{0,60}', 'жд[уе]м?(?: (?:вашего )?ответа?)?', '(?:надеюсь|надеемся|рассчитываю) на [\\p{L} ]{2,40}',
  '(?:i am |i\'m |we are |we\'re )?(?:so |very |really |terribly )?sorry (?:again )?(?:to|for|about|if) (?:the |my |this |any |being |be |bother|disturb|trouble|i am |i\'m )[^?]{0,60}', '(?:i |we )?apologi[sz]e (?:for|in advance|if)[^?]{0,60}', 'please (?:excuse|pardon|forgive)[^?]{0,60}',
  '(?:i |we )?(?:have |\'ve )?(?:attach|attached|enclose|enclosed|put)(?: you)? (?:a |an |the |my |some |two )?(?:screen ?shots?|photos?|pictures?|files?|documents?|details|copy|copies|scans?)(?: below| here| for you| to this (?:mail|message))?', '(?:please )?(?:find|see) (?:the )?(?:attached|attachment|enclosed|screen ?shot|picture)[^?]{0,40}',
  '(?:if|should) you (?:need|want|require|have) (?:any |some |to know |anything )?(?:more|further|other|else|additional|questions?)[^?]{0,80}', '(?:please )?(?:do not|don\'t) hesitate to [^?]{2,60}', '(?:please )?feel free to (?:call|contact|ask|write|reach)[^?]{0,50}', '(?:you can|you may) (?:reach|call|contact) me[^?]{0,60}', '(?:please |just )?(?:call|ring|phone) me (?:on|at|back|if|under|any)[^?]{0,50}',
  'i (?:remain|am|will be) (?:entirely |always )?at your disposal[^?]{0,60}', '(?:i|we) (?:would|\'d|will|\'ll) be (?:very |really |so |most )?(?:glad|happy|grateful|thankful|pleased|delighted) (?:about|for|if|to (?:hear|get|receive))[^?]{0,60}', '(?:a |an )(?:quick|fast|prompt|speedy|early|short) (?:reply|answer|response)[^?]{0,40}',
  '(?:first of all,? )?(?:a )?(?:happy|merry) (?:new year|christmas|easter|holidays)[^?]{0,60}', `my name is ${OWN_NAME}(?:,? and (?:i|we)(?: have|['’]ve| am| are)? (?:been )?(?:a |an |your |one of your )?(?:\\p{L}+ )?(?:customers?|clients?|users?|members?|subscribers?)(?![\\p{L}])[^?]{0,50})?`, '(?:can|could|would|will) (?:you|somebody|someone|anyone|anybody)(?: please| kindly| maybe)? (?:look at|look into|check|have a look(?: at| into)?|take a look(?: at)?|help|assist|advise|get back to|see to)(?: (?:this|it|me|us|with|on|about|please|soon|today|out|quickly|for))*\\?',
  '(?:извините|простите|прошу прощения|приношу извинения)(?:,? пожалуйста)?,? (?:за|что|если)[^?]{0,60}', '(?:прикладываю|прилагаю|прикрепил[аи]?|приложил[аи]?) (?:скриншот\\p{L}*|снимок\\p{L}*|снимки|файл\\p{L}*|фото\\p{L}*|документ\\p{L}*)(?: экрана)?', 'если (?:нужн|понадоб|потребу|возник|что-то)[^?]{0,30}(?:звоните|пишите|сообщите|обращайтесь|напишите|дайте знать)[^?]{0,30}', `меня зовут ${OWN_NAME}`,
  '(?:буду|будем) (?:очень )?(?:рад|благодар|признател)\\p{L}*[^?]{0,60}', '(?:не )?мог(?:ли|ла)? (?:бы )?(?:вы|кто-нибудь|кто-то)(?: бы)?,?(?: пожалуйста,?)? (?:посмотреть|проверить|помочь|разобраться)(?: (?:с этим|это|мне|нам|пожалуйста))*\\?', '(?:поздравля\\p{L}+ )?с (?:наступающим|наступившим|новым годом|праздник)[^?]{0,40}',
  '(?:пишу|обращаюсь)(?: к вам)?(?: (?:по (?:такому |следующему )?(?:вопросу|поводу)|с вопросом))?', 'у (?:меня|нас) (?:такой |следующий )?вопрос', 'помогите(?:,? пожалуйста)?', 'подскажите(?:,? пожалуйста)?',
);

/** A paragraph that every mail of a company ends with. */
export const DISCLAIMER = /(?:intended (?:only |solely |exclusively )?(?:for|recipient|addressee)|confidential(?:ity)?\b.{0,120}(?:e-?mail|message|information|communication|attachment)|(?:e-?mail|message|communication)\b.{0,120}\bconfidential|if you (?:have received|are not the)|legally privileged|consider the environment|before printing|scanned (?:for|by) [\p{L} -]{0,20}virus|virus[- ]free|(?:mail|message) (?:has |was )?(?:originated|sent|came|comes|received) (?:from )?outside|(?:do not|don['’]t|never) (?:click|open) (?:on )?(?:any )?(?:links?|attachments?)|any views|accepts? no (?:liability|responsibility)|registered (?:in|office|number)|company (?:no|number|reg)|unsubscribe|disclaimer|конфиденциальн|предназначен[оаы]? (?:только|исключительно)|если вы получили|получили (?:данное|это) (?:письмо|сообщение) (?:по ошибке|ошибочно)|проверено (?:на вирусы|антивирус)|vertraulich|confidentiel|confidencial|riservat[oae]\b)/iu;

/** A line that fills in a form: "Date of birth: 17/04/1989". */
export const FIELD = /^\s*\p{L}[\p{L} ./'’-]{1,40}:\s*[^\s?][^?]{0,60}$/u;

/** The label of the field in which a form asks for what its writer wants. */
export const MESSAGE_LABEL = /^\s*(?:(?:your |my )?(?:message|question|comments?|enquiry|inquiry|request|description|details|text|problem|issue)|(?:ваше? )?(?:сообщение|вопрос|комментарий|текст|описание|обращение))\s*:\s*/iu;

/** What a mail begins with that carries its subject in the text. */
export const SUBJECT_LABEL = /^\s*(?:subject|re|betreff|тема)\s*:\s+/iu;

/** What no such paragraph has: a question, or somebody who speaks of himself. "My firm is registered in Spain, may I …?" asks. */
export const SPEAKS = /\?|(?<![\p{L}])(?:i|i['’](?:m|ve|d|ll)|my|me|я|мне|меня|мой|моя|моё|мои|мою)(?![\p{L}])/iu;

/** The line of a phone that wrote the mail. */
export const DEVICE = line('(?:sent|get|envoyé|enviado|gesendet|inviato) (?:from|outlook|de|depuis|desde|von|da)\\b.{0,60}', 'отправлено (?:с|из)\\b.{0,60}', 'sent via .{0,40}', 'get outlook for .{0,20}');

/** Begins what another person wrote before: all that follows it is a quote. */
export const QUOTE_HEADER = new RegExp(any(
  '^\\s*(?:on|am|le|el|il|em|op|den|w dniu|dnia)\\b.{4,200}(?:wrote|(?:schrieb|schreef|skrev)(?: [^:]{0,100})?|napisał\\(?a?\\)?|écrit|escribi[oó]|ha scritto|escreveu)\\s*:\\s*$',
  '^.{0,200}(?:пишет|написала?|написал\\(а\\)|пишуть|wrote)\\s*:\\s*$',
  '^\\s*[-_]{2,}\\s*(?:original (?:message|appointment)|forwarded (?:message|by).{0,60}|исходное сообщение|пересланн?ое (?:сообщение|письмо)|пересылаемое (?:сообщение|письмо)|ursprüngliche nachricht|message d.origine|mensaje original)\\s*[-_]{0,}\\s*$',
  '^\\s*(?:begin forwarded message|начало переадресованного сообщения|начало переадресованного письма)\\s*:?\\s*$',
  '^\\s*-{2,}\\s*on\\b.{4,200}\\bwrote\\s*-{2,}\\s*$',
  '^_{20,}\\s*$', '^\\W*(?:please )?(?:type|write|enter) your (?:reply|answer) above this line\\W*$',
).replaceAll('^', '^'), 'iu');

/** A line of the head of a quoted or forwarded mail. */
export const HEADER_LINE = /^[\s>*]*(?:from|sent|to|cc|date|subject|reply-to|от|кому|отправлено|дата|тема|копия|от кого|von|an|gesendet|betreff|de|para|asunto|objet|à)\*?\s*:\s{0,4}\S/iu;

/** What begins a forwarded mail. */
export const FORWARD = /forward|пересланн|пересыл|переадрес|weitergeleitet|transféré|reenviad|inoltrat|encaminhad/iu;

/** What may follow in a request to look at a mail: nothing that a customer asks for. */
const ABOUT_IT = '(?:\\s+(?:this|that|it|him|her|them|these|the|a|one|below|mail|e-?mail|message|request|question|enquiry|customer|client|ticket|attached|forwarded|with|for|to|into|at|after|of|care|and|on|from|me|us|you|please|kindly|asap|soon|today|now|reply|answer|advise|help|look))*';
const ABOUT_IT_RU = '(?:\\s+(?:это|эт(?:им|о|от|у|ого)|его|её|ее|им|ей|ему|на|с|со|по|к|пожалуйста|ниже|письмо|письме|вопрос|вопросу?|клиент\\p{L}*|обращени\\p{L}*|запрос\\p{L}*|себе|срочно|сегодня))*';

/** All that was said above a mail which is passed on: "Can you take this one? Thanks!". */
export const POINTER = new RegExp(`^\\s*(?:(?:hi|hello|hey|dear|привет|здравствуйте|добрый день)[ ,]*(?:${NAME}\\s*[,:!.\\n-]|(?:all|team|there|коллеги))?|${NAME}\\s*[,:!\\n-])?[\\s,:!.-]*${any(
  'fyi', 'fwd?', '(?:please )?see (?:below|the (?:mail|message|request|question) .{0,30}below).{0,20}', `(?:can|could|would|will) (?:you|someone|somebody|anyone) (?:please )?(?:have a look|handle|take|answer|deal with|help|look|check|see|reply)${ABOUT_IT}`,
  `(?:please )?(?:handle|take|take care of|deal with|look (?:at|into)|answer|advise|reply|help)${ABOUT_IT}`, 'forward(?:ed|ing)(?![\\p{L}]).{0,60}', 'passing (?:this|it) on.{0,40}', '(?:for )?(?:you|your information)', 'this (?:came|arrived)(?![\\p{L}]).{0,50}', 'this (?:one )?is (?:for|from|yours)(?![\\p{L}]).{0,40}',
  '(?:см|смотри(?:те)?)\\.? ниже.{0,20}', 'пересыла(?:ю|ем)(?![\\p{L}]).{0,40}', 'для информации', 'к сведению', `(?:возьми|возьмите|ответь|ответьте|посмотри|посмотрите|разберись|разберитесь|глянь)${ABOUT_IT_RU}`, 'это (?:к вам|вам|тебе|от|пришло)(?![\\p{L}]).{0,50}',
)}[\\s.!?]*(?:(?:please|thanks?|thank you|thx|cheers|regards|спасибо|пожалуйста|с уважением)[\\s,.!]*(?:${NAME})?[\\s.!]*)*$`, 'iu');

/** Words that in capitals begin a sentence also where the one before lacks its full stop: never part of a name. */
export const STARTS = new RegExp(any(words(`
  Please, Kindly, Thanks, Thank, Many thanks, Cheers, Regards, Kind regards, Best regards, Sincerely, Looking, Could, Can, Would, Any, Sorry, Apologies, If, We, We're, We've, My, Our, It, This, That, There, These, Let, Hope, Hoping,
  Just, Also, Do, Does, Did, Is, Are, Was, What, How, Why, When, Where, Who, Which, Have, Has, Your, You, Since, Because, After, Before, Feel, Waiting, Awaiting, Yours, Not, But, And, So, As, By, Or, Hi, Hello, Best, Warm,
  I've, I'm, I'd, I'll, I have, I am, I would, I look, I hope, I tried, I will, I need, I attach, I attached, I do, I did, I was, I appreciate, I already, I can, I cannot, I can't, I know, I think, I really`),
words(`
  Спасибо, Прошу, Пожалуйста, Жду, Ждём, Ждем, Мы, Я, Наш, Наша, Наши, Мой, Моя, Если, Заранее, Надеюсь, Извините, Простите, Помогите, Подскажите, Буду, Будем, Это, Эта, Этот, Как, Что, Почему, Когда, Где, Куда, Кто, Можно, Можете, У, Вы, Ваш, Ваша,
  Хочу, Хотим, Хотелось, С уважением, Не, Но, А, И, Или, Так, Также, Очень, Благодарю, Может, Нужно, Надо, Есть, Нет, Уже, Ещё, Еще`)) + '(?![\\p{L}\\p{N}])', 'uy');

/** A line of a signature: "Lee & Co | 12 High Street | www.example.com", "Tel. 0123 456789". */
export const CONTACT = /\S\s+\|\s+\S|\bwww\.|^\s*https?:\/\/\S+\s*$|^\s*(?:tel|phone|mobile|mob|fax|t|m|тел|моб|телефон)\b[.:]?\s*[+(\d]|^\s*[\w.%+-]+@[\w-]+(?:\.[\w-]+)+\s*$|^\s*\+?[\d() -]{9,20}\s*$/iu;
