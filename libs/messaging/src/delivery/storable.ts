/** What PostgreSQL's text and jsonb can hold: no NUL, no half of a surrogate pair. */
export const storable = (text: string): string => Buffer.from(text).toString().replaceAll('\0', '\uFFFD');
