import { readFile } from 'node:fs/promises';
import { ownAddress, type TriageConfig } from '../config.ts';
import { domainOf } from '../threading/own-ids.ts';
import { selfSigned, type Certificate } from './self-signed.ts';

/** The certificate that is offered to senders: the one of the settings, read anew each time, else one of our own making. Throws where a file cannot be read. */
export async function smtpCertificate(config: TriageConfig): Promise<Certificate> {
  const { TICKETS_TLS_CERT: cert, TICKETS_TLS_KEY: key } = config;
  if (cert === undefined && key !== undefined) throw new Error('TICKETS_TLS_CERT is needed where TICKETS_TLS_KEY is set');
  if (cert !== undefined && key === undefined) throw new Error('TICKETS_TLS_KEY is needed where TICKETS_TLS_CERT is set');
  if (cert === undefined || key === undefined) return selfSigned(domainOf(ownAddress(config)), config.WIDECAST_INTERNAL_SECRET);
  return { cert: await fileOf('TICKETS_TLS_CERT', cert), key: await fileOf('TICKETS_TLS_KEY', key) };
}

async function fileOf(setting: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new Error(`${setting}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}); name a file in PEM`, { cause: error });
  }
}
