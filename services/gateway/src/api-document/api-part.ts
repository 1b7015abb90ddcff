export type Json = Record<string, unknown>;

/** What a service publishes of its endpoints, by path and method in lower case. */
export interface ApiPart {
  readonly paths: Record<string, Record<string, Json>>;
}

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What came over the wire, or undefined where it is no part. */
export function apiPartIn(body: unknown): ApiPart | undefined {
  if (!isObject(body) || !isObject(body['paths'])) return undefined;
  return Object.values(body['paths']).every((item) => isObject(item) && Object.values(item).every(isObject)) ? (body as unknown as ApiPart) : undefined;
}
