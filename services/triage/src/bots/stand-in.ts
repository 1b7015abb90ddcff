import { createHash } from 'node:crypto';

const DOMAIN = '.bot.invalid';

/** Stands for an address where there is none; nobody can be mailed under it (RFC 2606). */
export const standIn = (botId: string, conversation: string): string =>
  `${createHash('sha256').update(`${botId}\n${conversation}`).digest('hex').slice(0, 24)}@${botId.replaceAll('-', '')}${DOMAIN}`;

/** All of them, for LIKE. */
export const STAND_INS = `%${DOMAIN}`;

export const isStandIn = (email: string): boolean => email.endsWith(DOMAIN);
