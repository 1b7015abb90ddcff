import { z } from 'zod';

/** A relay that cannot be used, as programs get it. */
export const relayFault = z.object({
  relay: z.string(), reason: z.enum(['unreachable', 'tls', 'login', 'refuses_mail', 'breaks_off', 'not_smtp']), cause: z.string().describe('What the relay or the system said'),
  since: z.date(), seenAt: z.date().describe('The last time that it was tried in vain; it is tried again by itself, after a minute at most'), mend: z.string(),
}).meta({ examples: [{
  relay: 'mail.example:587', reason: 'login', cause: 'Invalid login: 535 5.7.8 Authentication failed', since: '2026-11-24T09:30:00.000Z', seenAt: '2026-11-24T09:41:00.000Z',
  mend: 'Set the user and the password that the relay expects in SMTP_URL (special characters percent-encoded) and restart dispatch.',
}] });
