import { cell, details, plain } from '../output/table.ts';

interface Message {
  readonly id: string;
  readonly direction: string;
  readonly automatic: boolean;
  readonly at: string;
  readonly text: string;
  readonly attachments?: readonly { readonly name: string | null; readonly type: string; readonly bytes: number; readonly digest: string | null }[];
}

/** A ticket as people read it: what it is, then all that was written, whole. */
export function ticketStory({ messages = [], ...ticket }: Readonly<Record<string, unknown>>): string {
  return `${details(ticket)}${(messages as readonly Message[]).map(told).join('')}`;
}

function told({ id, direction, automatic, at, text, attachments = [] }: Message): string {
  const who = direction === 'in' ? 'from the customer' : 'to the customer';
  const files = attachments.map(({ name, type, bytes, digest }) => `  [file ${cell(name)}, ${cell(type)}, ${bytes} bytes, ${cell(digest)}]\n`);
  return `\nmessage ${id}  ${at}  ${who}${automatic ? ', automatic' : ''}\n${plain(text).replaceAll(/^(?=.)/gm, '  ').trimEnd()}\n${files.join('')}`;
}
