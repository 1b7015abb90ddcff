import { type Piece, partPieces } from '../pieces.ts';
import { Base64Part } from './base64.part.ts';
import type { BodyPart } from './body-part.ts';
import { QuotedPrintablePart } from './quoted-printable.part.ts';

export type TransferEncoding = 'quoted-printable' | 'base64';

/** A foreign character takes six bytes or more of quoted-printable, less than three of base64. */
const SHARE = 5;

/** Text that is mostly Latin stays readable in quoted-printable; everything else is smaller in base64. */
export function encodingOf(pieces: readonly Piece[]): TransferEncoding {
  let [foreign, all] = [0, 0];
  for (const piece of pieces) {
    if (typeof piece !== 'string') continue;
    all += piece.length;
    for (let at = 0; at < piece.length; at += 1) if (piece.charCodeAt(at) > 126) foreign += 1;
  }
  return foreign * SHARE > all ? 'base64' : 'quoted-printable';
}

export function compilePart(pieces: readonly Piece[], encoding: TransferEncoding): BodyPart {
  const canonical = partPieces(pieces);
  return encoding === 'base64' ? new Base64Part(canonical) : new QuotedPrintablePart(canonical);
}
