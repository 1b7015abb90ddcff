import type { Answer, TestService } from '@widecast/testing';

/** Sends a CSV file to a service. */
export function importCsv(service: TestService, content: string | Buffer, query = ''): Promise<Answer> {
  return service.call('POST', `/v1/imports${query}`, { raw: { content, type: 'text/csv' } });
}

export interface ImportBody {
  readonly importId: string;
  readonly state: string;
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly rejections: readonly { readonly line: number; readonly column: string; readonly reason: string }[];
}

/** The id of the contact with this address; throws where there is none. */
export async function contactIdOf(service: TestService, email: string): Promise<string> {
  const { body } = await service.get(`/v1/contacts?email=${encodeURIComponent(email)}`);
  const [contact] = (body as { contacts: { id: string }[] }).contacts;
  if (!contact) throw new Error(`No contact ${email}`);
  return contact.id;
}

export async function createSegment(service: TestService, name: string, rule: unknown): Promise<string> {
  const { status, body } = await service.post('/v1/segments', { name, rule });
  if (status !== 201) throw new Error(`No segment: ${JSON.stringify(body)}`);
  return (body as { id: string }).id;
}

export async function membersOf(service: TestService, segmentId: string): Promise<string[]> {
  const { body } = await service.get(`/v1/segments/${segmentId}/members?limit=10000`);
  return (body as { contactIds: string[] }).contactIds;
}
