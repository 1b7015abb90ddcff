import { isAscii } from 'node:buffer';
import { Invalid } from '@widecast/service-kit';
import iconv from 'iconv-lite';
import { guessEncoding } from './encoding-guess.ts';

/** How many bytes are looked at before an encoding is guessed. */
const SAMPLE = 16 * 1024;

/** Turns the bytes of a file into text. `auto` looks at the byte order mark and at the bytes themselves. Throws Invalid. */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = encoding === 'auto' ? new GuessingDecoder() : decoderOf(encoding);
  for await (const chunk of bytes) {
    const text = decoder.write(Buffer.from(chunk));
    if (text !== '') yield text;
  }
  const rest = decoder.end();
  if (rest) yield rest;
}

interface Decoder {
  write(bytes: Buffer): string;
  end(): string | undefined;
}

function decoderOf(encoding: string): Decoder {
  const isKnown: boolean = iconv.encodingExists(encoding);
  if (isKnown) return iconv.getDecoder(encoding);
  throw new Invalid(`The encoding "${encoding}" is not known`, [{ field: 'query.encoding', message: 'use auto, utf-8, utf-16, windows-1251 or another name of IANA' }]);
}

/** As long as all is ASCII it reads the same in every encoding that is guessed here, so the guess waits for what is not. */
class GuessingDecoder implements Decoder {
  private decoder: Decoder | undefined;
  private waiting = Buffer.alloc(0);

  write(bytes: Buffer): string {
    if (this.decoder) return this.decoder.write(bytes);
    const known = Buffer.concat([this.waiting, bytes]);
    const plain = asciiPrefixOf(known);
    if (plain === known.length && known.length > 3) {
      this.waiting = Buffer.alloc(0);
      return known.toString('latin1');
    }
    this.waiting = known;
    return known.length - plain < SAMPLE && known.length < SAMPLE ? '' : this.decide();
  }

  end(): string {
    const text = this.decoder ? '' : this.decide();
    return text + (this.decoder?.end() ?? '');
  }

  private decide(): string {
    this.decoder = iconv.getDecoder(guessEncoding(this.waiting));
    return this.decoder.write(this.waiting);
  }
}

function asciiPrefixOf(bytes: Buffer): number {
  if (isAscii(bytes) && !bytes.includes(0)) return bytes.length;
  const found = bytes.findIndex((byte) => byte >= 0x80 || byte === 0);
  return found === -1 ? bytes.length : found;
}
