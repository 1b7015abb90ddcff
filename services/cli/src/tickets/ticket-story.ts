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
export const ticketStory = ({ messages, older, ...ticket }: Readonly<Record<string, unknown>>): string => `${details(ticket)}${messagesStory({ id: ticket['id'], messages, older })}`;

/** Of very many messages a page, and how to come to those before. */
export function messagesStory({ id, messages = [], older }: Readonly<Record<string, unknown>>): string {
  const shown = messages as readonly Message[];
  const more = typeof older === 'number' && older > 0 ? `\n${older} older: widecast tickets messages ${cell(id)} --before ${cell(shown[0]?.id)}\n` : '';
  return `${more}${shown.map(told).join('')}`;
}

function told({ id, direction, automatic, at, text, attachments = [] }: Message): string {
  const who = direction === 'in' ? 'from the customer' : 'to the customer';
  const files = attachments.map(({ name, type, bytes, digest }) => `  [file ${cell(name)}, ${cell(type)}, ${bytes} bytes, ${cell(digest)}]\n`);
  return `\nmessage ${id}  ${at}  ${who}${automatic ? ', automatic' : ''}\n${plain(text).replaceAll(/^(?=.)/gm, '  ').trimEnd()}\n${files.join('')}`;
}
