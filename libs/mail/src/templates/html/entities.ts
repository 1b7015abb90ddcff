const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', copy: '©', mdash: '—', ndash: '–', laquo: '«', raquo: '»' };

/** Character references of HTML as what they stand for; those that nobody uses in mail stay. */
export function decodeEntities(text: string): string {
  return text.replace(/&(#\d{1,6}|#x[\da-f]{1,6}|[a-z]{2,6});/gi, (all, name: string) =>
    name.startsWith('#') ? String.fromCodePoint(Math.min(Number(name.slice(1).replace(/^x/i, '0x')) || 32, 0x10ffff)) : (ENTITIES[name.toLowerCase()] ?? all));
}
