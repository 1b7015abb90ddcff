import type { Provider } from './provider.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Providers with many mailboxes, by the domains that people have addresses at. A vendor adds to it (`PUT /v1/providers/:name`). */
export const KNOWN_PROVIDERS: readonly Provider[] = [
  { name: 'google', domains: words('gmail.com googlemail.com'), mx: words('google.com googlemail.com') },
  {
    name: 'microsoft',
    domains: words(`
      outlook.com hotmail.com live.com msn.com passport.com windowslive.com
      hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es hotmail.be hotmail.nl hotmail.se hotmail.no hotmail.dk hotmail.ch hotmail.gr hotmail.com.br hotmail.com.ar hotmail.co.jp hotmail.ca
      outlook.de outlook.fr outlook.es outlook.it outlook.be outlook.pt outlook.at outlook.dk outlook.ie outlook.cz outlook.sk outlook.hu outlook.jp outlook.kr outlook.com.br outlook.com.ar outlook.com.tr outlook.com.gr outlook.co.id outlook.co.th outlook.in outlook.sa outlook.cl outlook.my outlook.ph outlook.sg
      live.co.uk live.fr live.de live.it live.nl live.be live.se live.no live.dk live.at live.ca live.ie live.in live.cn live.jp live.ru live.com.mx live.com.au live.com.ar live.com.pt live.co.za`),
    mx: words('outlook.com hotmail.com'),
  },
  {
    name: 'yahoo',
    domains: words(`
      yahoo.com ymail.com rocketmail.com myyahoo.com aol.com aim.com love.com verizon.net netscape.net
      yahoo.co.uk yahoo.fr yahoo.de yahoo.it yahoo.es yahoo.ie yahoo.se yahoo.no yahoo.dk yahoo.nl yahoo.be yahoo.pl yahoo.gr yahoo.ro yahoo.ca yahoo.in yahoo.co.in yahoo.co.id yahoo.co.th yahoo.co.nz yahoo.co.za
      yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.mx yahoo.com.co yahoo.com.ph yahoo.com.sg yahoo.com.tr yahoo.com.tw yahoo.com.vn yahoo.com.hk yahoo.com.my aol.co.uk aol.de aol.fr`),
    mx: words('yahoodns.net'),
  },
  { name: 'apple', domains: words('icloud.com me.com mac.com'), mx: words('icloud.com') },
  { name: 'mailru', domains: words('mail.ru inbox.ru list.ru bk.ru internet.ru xmail.ru mail.ua'), mx: words('mail.ru') },
  { name: 'yandex', domains: words('yandex.ru ya.ru yandex.com yandex.by yandex.kz yandex.ua yandex.uz narod.ru'), mx: words('yandex.ru yandex.net') },
  { name: 'rambler', domains: words('rambler.ru lenta.ru autorambler.ru myrambler.ru ro.ru rambler.ua'), mx: words('rambler.ru') },
  { name: 'gmx', domains: words('gmx.de gmx.net gmx.com gmx.at gmx.ch gmx.fr gmx.co.uk gmx.us web.de mail.com email.com'), mx: words('gmx.net web.de mail.com') },
  { name: 'telekom', domains: words('t-online.de magenta.de'), mx: words('t-online.de') },
  { name: 'proton', domains: words('proton.me protonmail.com protonmail.ch pm.me'), mx: words('protonmail.ch') },
  { name: 'zoho', domains: words('zoho.com zohomail.com zohomail.eu zoho.eu'), mx: words('zoho.com zoho.eu zoho.in') },
  { name: 'orange', domains: words('orange.fr wanadoo.fr voila.fr'), mx: words('orange.fr') },
  { name: 'free', domains: words('free.fr aliceadsl.fr'), mx: words('free.fr') },
  { name: 'laposte', domains: words('laposte.net'), mx: words('laposte.net') },
  { name: 'libero', domains: words('libero.it virgilio.it inwind.it iol.it blu.it giallo.it'), mx: words('libero.it') },
  { name: 'seznam', domains: words('seznam.cz email.cz post.cz spoluzaci.cz'), mx: words('seznam.cz') },
  { name: 'onet', domains: words('onet.pl onet.eu op.pl vp.pl poczta.onet.pl'), mx: words('onet.pl') },
  { name: 'wp', domains: words('wp.pl o2.pl tlen.pl'), mx: words('wp.pl') },
  { name: 'comcast', domains: words('comcast.net xfinity.com'), mx: words('comcast.net') },
  { name: 'tencent', domains: words('qq.com foxmail.com vip.qq.com'), mx: words('qq.com') },
  { name: 'netease', domains: words('163.com 126.com yeah.net vip.163.com 188.com'), mx: words('163.com 126.com netease.com') },
  { name: 'naver', domains: words('naver.com'), mx: words('naver.com') },
  { name: 'uol', domains: words('uol.com.br bol.com.br'), mx: words('uol.com.br') },
];
