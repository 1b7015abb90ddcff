import type { ContactDraft } from '../writing/contact-draft.ts';
import type { Refusal } from '../writing/refusals.ts';
import { clashOf, isOfType, type AttributeTypes } from './attribute-type.ts';

/** The first attribute that has a value of another type than it is known by. */
export function clashIn({ place, attributes }: ContactDraft, types: AttributeTypes): Refusal | undefined {
  for (const [name, value] of Object.entries(attributes)) {
    const type = types.get(name);
    if (type !== undefined && !isOfType(type, value)) return { place, field: `attributes.${name}`, message: clashOf(name, type, value) };
  }
  return undefined;
}
