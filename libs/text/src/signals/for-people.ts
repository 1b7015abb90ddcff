import { anywhere } from './phrases.ts';
import { fold } from './words.ts';

const PART = 7000;
const OVERLAP = 200;

/** Asks for a person: English, Russian, German, French, Spanish, Italian, Portuguese, Polish, Dutch, Turkish, Ukrainian. */
const PERSON = anywhere(
  'person please', 'human please', 'agent please', 'operator please', 'an operator', 'representative', 'real person', 'real human', 'real agent', 'real people', 'live agent', 'live person', 'live chat with', 'human being', 'human agent', 'a human', 'an actual person', 'an actual human',
  'speak … person', 'talk … person', 'speak … human', 'talk … human', 'speak … agent', 'talk … agent', 'speak … someone', 'talk … someone', 'speak … somebody', 'talk … somebody', 'speak … manager', 'talk … manager', 'speak … colleague', 'talk … colleague', 'colleague of yours', 'one of your colleagues', 'need a person', 'want a person', 'get me a person', 'somebody real', 'someone real',
  'call me', 'phone me', 'ring me', 'no bot', 'no bots', 'not a bot', 'no robot', 'no robots', 'not a robot', 'not a machine', 'no automatic', 'no automated', 'no auto reply', 'no auto replies', 'stop … bot',
  'позовите', 'живой человек', 'живого человека', 'живым человеком', 'живому человеку', 'с живым', 'с человеком', 'человека пожалуйста', 'человек пожалуйста', 'нужен человек', 'нужен живой', 'хочу … человека', 'ответ … человека', 'оператора', 'оператору', 'оператором', 'оператор пожалуйста', 'нужен оператор', 'консультанта', 'консультантом', 'поговорить с', 'пообщаться с',
  'позвоните', 'перезвоните', 'свяжитесь со мной', 'свяжите меня', 'соедините', 'переключите', 'не бот', 'не бота', 'не ботом', 'без бота', 'без ботов', 'не робот', 'не робота', 'не роботом', 'без робота', 'без роботов', 'не автоответ*', 'без автоответ*',
  'mit einem menschen', 'ein mensch', 'einen menschen', 'echter mensch', 'echten menschen', 'mit einem mitarbeiter', 'mit jemandem', 'rufen sie mich', 'rückruf', 'kein bot', 'keinen bot',
  'parler … personne', 'une vraie personne', 'un humain', 'un conseiller', "parler … quelqu'un", 'rappelez', 'persona real', 'persona vera', 'un humano', 'un agente', 'hablar con', 'llámenme', 'parlare con', 'un operatore', 'um atendente', 'falar com',
  'z człowiekiem', 'człowieka', 'z konsultantem', 'een mens', 'een echt mens', 'een echt persoon', 'een medewerker', 'gerçek bir insan', 'gerçek bir kişi*', 'bir insan*', 'temsilci*', 'людину', 'з людиною', 'живу людину',
);

/** Law, personal data and consent, money in dispute, threats: in the same languages. */
const GRAVE = anywhere(
  'lawyer*', 'attorney*', 'solicitor*', 'legal action', 'legal advice', 'legal claim', 'legal department', 'legal notice', 'legal proceedings', 'legal request', 'legal steps', 'legally', 'court', 'lawsuit*', 'sue', 'suing', 'subpoena*', 'litigation', 'judge', 'tribunal', 'police', 'regulator', 'ombudsman', 'trading standards', 'consumer protection',
  'gdpr', 'ccpa', 'data protection', 'personal data', 'personal information', 'data you hold', 'data you have', 'what data', 'subject access', 'right to be forgotten', 'forget me', 'erase*', 'delete … data', 'remove … data', 'delete everything', 'consent', 'withdraw … permission', 'revoke … permission', 'permission to process', 'process my data', 'process my details', 'unsubscribe*', 'opt out', 'stop … mails', 'stop … emails',
  'chargeback*', 'charge back', 'reverse … payment', 'reverse … charge', 'reverse … transaction', 'charged … twice', 'double charged', 'charged double', 'dispute*', 'disputing', 'money back', 'refund me', 'refund now', 'want … refund', 'i demand', 'we demand', 'demand … refund', 'demand … money', 'demand compensation', 'reimburse*', 'unauthorised', 'unauthorized', 'never ordered', 'never bought', 'never signed up', 'never agreed', 'did not order', "didn't order", 'did not authorise', 'did not authorize', 'scam*', 'fraud*', 'stole', 'stolen',
  'kill', 'hurt you', 'regret it', 'regret this', 'know where you', 'know where your', 'come to your', 'find you', 'burn … down', 'burn your', 'break your', 'break … legs', 'break … bones', 'shoot you', 'stab you', 'beat you', 'smash your', 'watch your back', 'will be sorry', 'bomb', 'threat*', 'suicide',
  'юрист*', 'адвокат*', 'суд', 'суда', 'суду', 'суде', 'судом', 'судебн*', 'досудебн*', 'иск', 'исковое', 'иском', 'прокуратур*', 'полици*', 'роспотребнадзор*', 'роскомнадзор*', 'претензи*', 'жалоб*', 'пожалуюсь', 'жаловаться',
  'персональн* данн*', 'отзываю разрешение', 'запрещаю обрабатывать', 'персональн* данные', 'мои данные', 'моих данных', '152-фз', '152 фз', 'отзываю', 'отозвать', 'отзыв согласия', 'согласи*', 'отпишите', 'отписаться', 'отписк*', 'удалите … данные', 'удалить … данные', 'не присылайте', 'прекратите',
  'верните', 'вернуть деньги', 'списали … дважды', 'списано … дважды', 'двойное списание', 'отменить … платеж через банк', 'вернуть … деньги', 'возврата денег', 'оспор*', 'оспар*', 'чарджб*', 'не заказывал*', 'не покупал*', 'не оформлял*', 'не давал* согласи*', 'мошенни*', 'украл*', 'списали без', 'требую',
  'пожалеете', 'пожалеешь', 'не поздоровится', 'убью', 'убить', 'переломаю*', 'сломаю … ноги', 'взорв*', 'сожгу', 'найду вас', 'вас найду', 'тебя найду', 'найду тебя', 'знаю где', 'угрож*', 'угроз*', 'покончу',
  'anwalt*', 'rechtsanwalt*', 'gericht', 'klage', 'verklagen', 'polizei', 'anzeige erstatten', 'betrug*', 'dsgvo', 'datenschutz*', 'personenbezogen*', 'meine daten', 'einwilligung*', 'widerruf*', 'widerrufe', 'geld zurück', 'rückbuchung*',
  'avocat*', 'tribunal', 'plainte', 'arnaque*', 'rgpd', 'données personnelles', 'mes données', 'consentement', 'remboursez*', 'litige', 'abogad*', 'demanda*', 'denuncia*', 'estafa*', 'policía', 'datos personales', 'mis datos', 'consentimiento', 'devuélv*', 'dinero de vuelta',
  'avvocat*', 'tribunale', 'truffa*', 'dati personali', 'miei dati', 'consenso', 'rimbors*', 'polizia', 'advogad*', 'processar', 'procon', 'golpe', 'dados pessoais', 'meus dados', 'consentimento', 'dinheiro de volta',
  'adwokat*', 'prawnik*', 'sąd', 'sądu', 'sądem', 'sądzie', 'policj*', 'oszust*', 'rodo', 'dan* osobow*', 'moje dane', 'zgodę', 'zgody', 'advocaat', 'rechter', 'rechtbank', 'politie', 'oplicht*', 'persoonsgegevens', 'mijn gegevens', 'toestemming',
  'avukat*', 'mahkeme*', 'savcılı*', 'polis', 'polise', 'dolandır*', 'kvkk', 'kişisel veri*', 'verilerimi', 'юристу', 'шахра*', 'поліці*', 'персональн* дан*', 'мої дані', 'згоду', 'згоди', 'поверніть',
);

/** Folded, without punctuation, in parts that overlap. */
function partsOf(letter: string): string[] {
  const starts = Array.from({ length: Math.max(1, Math.ceil(letter.length / (PART - OVERLAP))) }, (_, at) => at * (PART - OVERLAP));
  return starts.map((start) => fold(letter.slice(start, start + PART)).replaceAll(/[^\p{L}\p{N}'-]+/gu, ' '));
}

const stands = (pattern: RegExp, letter: string): boolean => partsOf(letter).some((part) => pattern.test(part));

/** Whether the writer asks for a person, whatever else he asks. */
export const asksForPerson = (letter: string): boolean => stands(PERSON, letter);

/** Whether any words speak of law, personal data, money in dispute or threats: rather greedy, because a person is never wrong there. */
export const isGrave = (letter: string): boolean => stands(GRAVE, letter);
