/** Domains whose addresses say nothing about a company. */
export const FREE_MAIL_DOMAINS = [
  'gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'yahoo.com', 'ymail.com', 'aol.com', 'icloud.com',
  'me.com', 'mac.com', 'proton.me', 'protonmail.com', 'gmx.com', 'gmx.de', 'gmx.net', 'web.de', 't-online.de', 'freenet.de', 'zoho.com',
  'mail.com', 'fastmail.com', 'tutanota.com', 'hey.com', 'yahoo.co.uk', 'hotmail.co.uk', 'btinternet.com', 'yahoo.fr', 'hotmail.fr',
  'orange.fr', 'free.fr', 'laposte.net', 'wanadoo.fr', 'libero.it', 'virgilio.it', 'yahoo.it', 'yahoo.es', 'hotmail.es', 'wp.pl', 'onet.pl',
  'o2.pl', 'interia.pl', 'seznam.cz', 'ukr.net', 'i.ua', 'mail.ru', 'inbox.ru', 'list.ru', 'bk.ru', 'internet.ru', 'yandex.ru', 'ya.ru',
  'yandex.com', 'yandex.by', 'yandex.kz', 'rambler.ru', 'lenta.ru', 'qq.com', '163.com', '126.com', 'sina.com', 'naver.com', 'daum.net',
  'yahoo.co.jp', 'yahoo.co.in', 'rediffmail.com', 'uol.com.br', 'bol.com.br', 'comcast.net', 'verizon.net', 'att.net',
] as const;

/** Of addresses that live for minutes: they say as little, and are no company either. */
export const DISPOSABLE_DOMAINS = [
  'mailinator.com', 'yopmail.com', 'guerrillamail.com', '10minutemail.com', 'trashmail.com', 'temp-mail.org', 'tempmail.com', 'throwawaymail.com', 'sharklasers.com', 'getnada.com', 'maildrop.cc',
  'dispostable.com', 'mailnesia.com', 'fakeinbox.com', 'mohmal.com', 'emailondeck.com', 'moakt.com', 'mintemail.com', 'spamgourmet.com', 'tempr.email', 'discard.email', 'trashmail.de', 'wegwerfmail.de',
  'crazymailing.com', 'dropmail.me', 'inboxkitten.com', 'burnermail.io', 'grr.la', 'byom.de', 'mail.tm',
] as const;
