import { endpoint } from '@widecast/service-kit';
import { z } from 'zod';
import { oauth } from './oauth.ts';

const one = z.object({ id: z.uuid() });
const line = z.string().trim().min(1).max(200);
const password = z.string().min(1).max(500);
const given = {
  name: line, host: z.hostname().max(253).or(z.ipv4()).or(z.ipv6()), port: z.int().min(1).max(65_535), security: z.enum(['tls', 'starttls', 'none']),
  username: line, folder: line, take: z.enum(['new', 'all']),
};

const newMailbox = z.strictObject({
  ...given, port: given.port.optional().describe('993, or 143 without TLS from the beginning'),
  security: given.security.default('tls').describe('none only where private addresses are allowed'),
  password: password.optional(), oauth: oauth.optional().describe('In place of a password: access tokens are got whenever they are needed, and shown by OAUTHBEARER or XOAUTH2'),
  folder: line.default('INBOX'), take: given.take.default('new').describe('What is there already: left, or taken'),
}).refine(({ password, oauth: given }) => (password === undefined) !== (given === undefined), 'must have either a password or oauth: {clientId, clientSecret, refreshToken, tokenUrl}')
  .meta({ examples: [{ name: 'support', host: 'imap.example.com', username: 'support@example.com', password: '…' }] });

const { folder: _folder, take: _take, ...changeable } = given;
const changedMailbox = z.strictObject({ ...changeable, password, oauth }).partial()
  .refine((change) => Object.keys(change).length > 0, 'must have name, host, port, security, username, password or oauth')
  .refine(({ password, oauth: given }) => password === undefined || given === undefined, 'must not have both a password and oauth')
  .meta({ examples: [{ password: '…' }] });

export const mailboxView = z.object({
  id: z.uuid(), ...given, host: z.string(), auth: z.enum(['password', 'oauth']), state: z.enum(['reading', 'waiting', 'fault']), fault: z.string().nullable().describe('Why it cannot be read; tried again by itself'),
  faultAt: z.date().nullable(), readAt: z.date().nullable(), mails: z.int().describe('Mails fetched so far'), createdAt: z.date(),
});

export const addMailbox = endpoint({
  method: 'POST', path: 'tickets/mailboxes', scope: 'operations:write', summary: 'Take tickets from a mailbox by IMAP',
  description: 'It is only read: nothing in it is deleted or marked. Its address belongs into TICKETS_ADDRESS, so that answers to answers find their tickets. Passwords and tokens are never shown.',
  body: newMailbox, response: mailboxView,
});
export const changeMailbox = endpoint({
  method: 'PATCH', path: 'tickets/mailboxes/:id', scope: 'operations:write', summary: 'Reach a mailbox another way: with a new password or token, or at another server', params: one,
  description: 'It goes on where it was: no mail is lost or comes twice. Another folder is another mailbox.', body: changedMailbox, response: mailboxView,
});
export const listMailboxes = endpoint({
  method: 'GET', path: 'tickets/mailboxes', scope: 'tickets:read', summary: 'Mailboxes that tickets are taken from, and how it goes', response: z.object({ mailboxes: z.array(mailboxView) }),
});
export const showMailbox = endpoint({ method: 'GET', path: 'tickets/mailboxes/:id', scope: 'tickets:read', summary: 'One mailbox, and how it goes', params: one, response: mailboxView });
export const removeMailbox = endpoint({
  method: 'DELETE', path: 'tickets/mailboxes/:id', scope: 'operations:write', status: 204, summary: 'Take no more tickets from a mailbox', description: 'Its mails stay in it, its tickets here.', params: one,
});
