const EOL = '\r\n';
const head = (...lines: readonly string[]): string => ['From: mallory@hostile.test', `Message-ID: <${lines.length}.${lines.join('').length}@hostile.test>`, ...lines, '', ''].join(EOL);

const nestedParts = (depth: number): string =>
  Array.from({ length: depth }, (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"${EOL}${EOL}--b${n}${EOL}`).join('');
const embedded = (depth: number): string => `Content-Type: message/rfc822${EOL}Content-Disposition: inline${EOL}${EOL}`.repeat(depth);

function noise(bytes: number): Buffer {
  const block = Buffer.alloc(bytes);
  let state = 12_345;
  for (let at = 0; at < bytes; at += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    block[at] = state >> 16;
  }
  return block;
}

/** Mails that are broken or made to break whoever reads them. Built here, so that nobody's mailbox is needed. */
export const HOSTILE: Readonly<Record<string, Buffer>> = Object.fromEntries(
  Object.entries<string | Buffer>({
    'nothing at all': '',
    'only line ends': EOL.repeat(50),
    'text without a header': 'just some words, no header at all',
    'noise': noise(200_000),
    'no From': `Subject: who am I${EOL}${EOL}text`,
    'a From that is no address': `From: "nobody" <>${EOL}Subject: x${EOL}${EOL}text`,
    'a From with a line break in it': `From: =?utf-8?Q?ann=40a.test=0D=0ABcc=3A_victim?= <mallory@hostile.test>${EOL}${EOL}text`,
    'an address hidden in an encoded word': `From: =?utf-8?Q?admin=40widecast.localhost?=@hostile.test${EOL}${EOL}text`,
    'two From fields': `From: a@hostile.test${EOL}From: b@hostile.test${EOL}Subject: twice${EOL}${EOL}text`,
    'a From of 20,000 people': `From: ${Array.from({ length: 20_000 }, (_, n) => `a${n}@hostile.test`).join(', ')}${EOL}${EOL}text`,
    'zero bytes': `${head('Subject: a\0b')}te\0xt`,
    'half characters': `${head('Subject: =?utf-16?B?2AA=?=', 'Content-Type: text/plain; charset=utf-16le')}\u0000\u00d8\u0000\u00d8`,
    'an unknown charset': `${head('Content-Type: text/plain; charset=no-such-thing')}text`,
    'a charset that lies': Buffer.concat([Buffer.from(head('Content-Type: text/plain; charset=utf-8')), Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x80])]),
    'a transfer encoding that lies': `${head('Content-Transfer-Encoding: base64')}%%%% not base64 at all %%%%`,
    'an unknown transfer encoding': `${head('Content-Transfer-Encoding: x-rot13')}grkg`,
    'a multipart without a boundary': `${head('Content-Type: multipart/mixed')}text`,
    'a multipart with an empty boundary': `${head('Content-Type: multipart/mixed; boundary=""')}--${EOL}text`,
    'a multipart that never ends': `${head('Content-Type: multipart/mixed; boundary=b')}--b${EOL}Content-Type: text/plain${EOL}${EOL}text`,
    '5,000 parts': `${head('Content-Type: multipart/mixed; boundary=b')}${`--b${EOL}${EOL}x${EOL}`.repeat(5000)}--b--`,
    'parts nested 2,000 deep': `From: mallory@hostile.test${EOL}${nestedParts(2000)}text`,
    'messages nested 2,000 deep': `From: mallory@hostile.test${EOL}${embedded(2000)}text`,
    'a header of 2 MB': head(`X-Long: ${'a'.repeat(2_000_000)}`),
    '100,000 header fields': head(...Array.from({ length: 100_000 }, (_, n) => `X-${n}: y`)),
    'a header folded 50,000 times': head(`X-Folded: ${`a${EOL} `.repeat(50_000)}`),
    'a subject of 100 KB in encoded words': head(`Subject: ${'=?utf-8?Q?=C3=A4?= '.repeat(5000)}`),
    'References to 50,000 messages': head(`References: ${'<a@b.test> '.repeat(20_000)}`, 'In-Reply-To: <a@b.test>'),
    'HTML nested 100,000 deep': `${head('Content-Type: text/html')}${'<div>'.repeat(100_000)}text`,
    'HTML of 150,000 links': `${head('Content-Type: text/html')}${'<a href="x">y</a>'.repeat(150_000)}`,
    'HTML tables in tables': `${head('Content-Type: text/html')}${'<table><tr><td>'.repeat(3000)}text`,
    'flowed text without an end': `${head('Content-Type: text/plain; format=flowed')}${`> ${'a '.repeat(30)}${EOL}`.repeat(40_000)}`,
    'one line of 5 MB': `${head()}${'a'.repeat(5_000_000)}`,
    'quotation marks that never close': `From: "mallory <mallory@hostile.test>${EOL}Content-Type: text/plain; name="${'"'.repeat(10_001)}${EOL}${EOL}text`,
    'comments in comments': `From: ${'('.repeat(20_000)} mallory@hostile.test${EOL}${EOL}text`,
    'bare line feeds': 'From: mallory@hostile.test\nSubject: unix\n\ntext\n',
    'a date that is none': `${head('Date: the day after tomorrow')}text`,
    'a date of the year 99999': `${head('Date: Fri, 31 Dec 99999 23:59:60 +9999')}text`,
    '60,000 header fields of one name': head(...Array.from({ length: 60_000 }, () => 'a:')),
    'a line of 190,000 blanks': `${head('Content-Type: text/plain; charset=utf-8')}a${EOL}${' '.repeat(190_000)}b`,
    '2,000 lines of blanks': `${head()}${`${' '.repeat(90)}${EOL}`.repeat(2000)}b`,
    'an id with a zero byte': `From: mallory@hostile.test${EOL}Message-ID: <a\0b@hostile.test>${EOL}References: <c\0d@hostile.test>${EOL}${EOL}zero`,
    'an id of half a character': `From: mallory@hostile.test${EOL}Message-ID: =?utf-16?B?ADzYAABAAHgALgB5AD4=?=${EOL}${EOL}half`,
    'an address of half a character': `From: "m" <=?utf-16be?B?2AA=?=@hostile.test>${EOL}Message-ID: <half@hostile.test>${EOL}${EOL}half`,
    'TNEF': Buffer.concat([Buffer.from(head('Content-Type: application/ms-tnef; name=winmail.dat')), noise(10_000)]),
    'own quotation marks': `${head('Subject: \'; DROP TABLE tickets; --')}' OR 1=1 {{7*7}} <script>alert(1)</script>`,
  }).map(([name, mail]) => [name, typeof mail === 'string' ? Buffer.from(mail) : mail]),
);
