import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { storable } from '../writing/contact-draft.ts';
import { ATTRIBUTE_TYPES } from './attribute-type.ts';

const type = z.enum(ATTRIBUTE_TYPES);
const one = z.object({ name: z.string().min(1).max(100).transform(storable) });
const attribute = z.object({ name: z.string(), type, declared: z.boolean().describe('By a program; else it was inferred from a file') });

export const listAttributes = endpoint({
  method: 'GET', path: 'attributes', scope: 'contacts:read', summary: 'The attributes of contacts of which the type is known',
  response: z.object({ attributes: z.array(attribute) }),
});
export const declareAttribute = endpoint({
  method: 'PUT', path: 'attributes/:name', scope: 'contacts:write', summary: 'Declare the type of an attribute',
  description:
    'From then on files, POST contacts and rules that give it a value of another type are refused, with the value and how to mend it. 409 where a contact has such a value already, or a segment compares it as another type. ' +
    'Undeclared columns of a CSV file get the type that all their first cells have. There may be 200 attributes.',
  params: one, body: z.strictObject({ type }), response: attribute,
});
export const forgetAttribute = endpoint({
  method: 'DELETE', path: 'attributes/:name', scope: 'contacts:write', status: 204, summary: 'Forget the type of an attribute; values that contacts have stay', params: one,
});
