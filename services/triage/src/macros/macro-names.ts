import { fieldsOf, type Source } from '@widecast/liquid';

const OF_TICKETS: readonly string[] = ['name', 'email', 'number', 'subject'];
const OF_VENDOR = 'vendor.';

/** What the text says of the vendor: `vendor.prices` → `prices`. */
export const vendorFieldsOf = (source: Source): string[] => fieldsOf(source).flatMap((field) => (field.startsWith(OF_VENDOR) ? [field.slice(OF_VENDOR.length)] : []));

/** Names that stand for nothing, and would be left out of the answer without a word. */
export const unknownNamesIn = (source: Source): string[] => fieldsOf(source).filter((field) => !OF_TICKETS.includes(field) && !field.startsWith(OF_VENDOR));
