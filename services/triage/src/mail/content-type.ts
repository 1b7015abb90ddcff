const SIGNATURES: readonly (readonly [signature: string, at: number, type: string])[] = [
  ['%PDF-', 0, 'application/pdf'], ['\x89PNG\r\n\x1a\n', 0, 'image/png'], ['\xff\xd8\xff', 0, 'image/jpeg'], ['GIF8', 0, 'image/gif'], ['WEBP', 8, 'image/webp'], ['BM', 0, 'image/bmp'], ['II*\0', 0, 'image/tiff'], ['MM\0*', 0, 'image/tiff'],
  ['ftypheic', 4, 'image/heic'], ['ftyp', 4, 'video/mp4'], ['\x1a\x45\xdf\xa3', 0, 'video/webm'], ['OggS', 0, 'audio/ogg'], ['ID3', 0, 'audio/mpeg'], ['WAVE', 8, 'audio/wav'],
  ['\x1f\x8b', 0, 'application/gzip'], ['Rar!\x1a\x07', 0, 'application/vnd.rar'], ["7z\xbc\xaf'\x1c", 0, 'application/x-7z-compressed'], ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 0, 'application/x-ole-storage'],
  ['{\\rtf', 0, 'application/rtf'], ['MZ', 0, 'application/vnd.microsoft.portable-executable'], ['\x7fELF', 0, 'application/x-elf'], ['#!', 0, 'text/x-script'],
];
const OFFICE: readonly (readonly [folder: string, type: string])[] = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'], ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
];
const LOOKED_AT = 4096;

/** What a file is by its first bytes, whatever its name or sender say. Unknown bytes are application/octet-stream. */
export function contentType(content: Uint8Array): string {
  const head = Buffer.from(content.buffer, content.byteOffset, Math.min(content.length, LOOKED_AT));
  const bytes = head.toString('latin1');
  const known = SIGNATURES.find(([signature, at]) => bytes.startsWith(signature, at));
  if (known) return known[2];
  if (bytes.startsWith('PK\x03\x04')) return OFFICE.find(([folder]) => bytes.includes(folder))?.[1] ?? 'application/zip';
  return textType(head) ?? 'application/octet-stream';
}

/** Markup is told apart: a browser would run it. The last character may be cut. */
function textType(head: Buffer): string | undefined {
  const text = head.toString();
  // oxlint-disable-next-line no-control-regex
  if (text.slice(0, -1).includes('\ufffd') || /[\0-\x08\x0e-\x1a]/.test(text)) return undefined;
  if (/<svg[\s>]/i.test(text)) return 'image/svg+xml';
  if (/<(?:!doctype html|html|script|body|head|iframe)[\s>]/i.test(text)) return 'text/html';
  return /^\s*<\?xml/i.test(text) ? 'application/xml' : 'text/plain';
}
