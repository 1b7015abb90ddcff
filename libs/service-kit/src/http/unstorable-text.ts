import type { FieldError } from './domain-error.ts';

/** Texts, and names of fields, that PostgreSQL cannot store or that are no Unicode: U+0000 and halves of surrogate pairs. */
export function unstorableTexts(value: unknown, place: string): FieldError[] {
  const defects: FieldError[] = [];
  const open: { readonly value: unknown; readonly field: string }[] = [{ value, field: place }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value: it, field } = next;
    const message = typeof it === 'string' ? defectOf(it) : undefined;
    if (message) defects.push({ field, message });
    if (typeof it !== 'object' || it === null) continue;
    for (const [name, inner] of Object.entries(it)) {
      if (defectOf(name)) defects.push({ field, message: `has a field whose name ${defectOf(name)}` });
      open.push({ value: inner, field: `${field}.${name}` });
    }
  }
  return defects;
}

function defectOf(text: string): string | undefined {
  if (text.includes('\u0000')) return 'contains the character U+0000, which cannot be stored; leave it out';
  return /\p{Surrogate}/u.test(text) ? 'contains half of a surrogate pair, which is no character; leave it out' : undefined;
}
