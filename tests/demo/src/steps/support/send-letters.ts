import { createTransport } from 'nodemailer';
import type { SentLetter } from '../../market/letters/letters.ts';

const SUPPORT = 'support@widecast.localhost';
const CONNECTIONS = 4;

/** Writes to support as customers do, over SMTP. Rejects with the first letter that is not taken. */
export async function sendLetters(letters: readonly SentLetter[], port: number): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port, pool: true, maxConnections: CONNECTIONS, ignoreTLS: true });
  try {
    await Promise.all(
      letters.map(({ from: { name, email }, subject, text }) => transport.sendMail({ from: { name, address: email }, to: SUPPORT, subject, text })),
    );
  } finally {
    transport.close();
  }
}
