import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, counter, Recurring } from '@widecast/service-kit';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { ownAddress, type TriageConfig } from '../config.ts';
import { normalAddress } from '../contacts/address.ts';
import { domainOf } from '../threading/own-ids.ts';
import { Admission } from './admission.ts';
import { Deadlines } from './deadlines.ts';
import { MailIntake } from '../intake/mail-intake.ts';
import { sendTogether } from './packets.ts';
import { smtpCertificate } from './smtp-certificate.ts';
import { SmtpRefusal, withMessage } from './smtp-data.ts';
import { isTransient } from '../intake/transient.ts';

const HOUR = 3_600_000;

const refusals = counter({ name: 'widecast_triage_smtp_refusals_total', help: 'What was not taken by SMTP, by the code of the answer.', labels: ['service', 'code'] });

type Done = (error?: Error | null, message?: string) => void;

/** Tickets by SMTP: only for our addresses, only within the size and the rate, and "250" only once they are committed. */
@Injectable()
export class SmtpIntake implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('smtp intake');
  private server: SMTPServer | undefined;
  private readonly deadlines: Deadlines;
  private readonly admission: Admission;
  private readonly renewal = new Recurring({ pause: HOUR, turn: () => this.renew(), failed: (error) => this.logger.warn({ msg: 'the certificate could not be read again; the old one stays', error }) });

  constructor(
    private readonly intake: MailIntake,
    @Inject(CONFIG) private readonly config: TriageConfig,
  ) {
    this.deadlines = new Deadlines(config.TICKETS_MAIL_MS, (id) => this.end(id));
    this.admission = new Admission(config);
  }

  /** The port it listens on; undefined where there is no intake by SMTP. */
  get port(): number | undefined {
    return (this.server?.server.address() as AddressInfo | null | undefined)?.port;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { TICKETS_SMTP_PORT: port, TICKETS_HOST: host } = this.config;
    if (port === undefined) return;
    const server = new SMTPServer({ ...this.options(), ...(await smtpCertificate(this.config)) });
    server.server.on('connection', sendTogether);
    await listening(server, port, host);
    server.on('error', (error: Error) => this.logger.debug({ msg: 'an SMTP connection failed', error }));
    this.server = server;
    this.renewal.start();
    this.logger.log({ msg: 'tickets by SMTP', host, port: this.port });
  }

  /** Mails in hand are finished, then connections are closed. */
  async onModuleDestroy(): Promise<void> {
    await this.renewal.stop();
    const { server } = this;
    this.server = undefined;
    if (server) await new Promise<void>((closed) => server.close(closed));
  }

  private async renew(): Promise<void> {
    this.server?.updateSecureContext(await smtpCertificate(this.config));
  }

  private options(): SMTPServerOptions {
    return {
      name: domainOf(ownAddress(this.config)),
      banner: 'Widecast tickets',
      size: this.config.TICKETS_MAX_BYTES,
      maxClients: this.config.TICKETS_CONNECTIONS,
      maxRecipients: 100,
      socketTimeout: 60_000,
      closeTimeout: 5000,
      maxAllowedUnauthenticatedCommands: false,
      authOptional: true,
      disabledCommands: ['AUTH'],
      disableReverseLookup: true,
      lenientAddressParsing: true,
      logger: false,
      onConnect: ({ id }, done) => {
        this.deadlines.set(id);
        done();
      },
      onClose: ({ id }) => this.deadlines.lift(id),
      onMailFrom: (address, session, done) => done(counted(this.admission.refusalOfSender(address, session))),
      onRcptTo: (address, _session, done) => done(counted(this.admission.refusalOfRecipient(address))),
      onData: (stream, session, done) => void this.take(stream, session, done),
    };
  }

  private end(id: string): void {
    for (const connection of this.server?.connections ?? []) {
      if (connection.id !== id) continue;
      connection.send(421, '4.4.2 No mail came in time');
      connection.close();
    }
  }

  private async take(stream: SMTPServerDataStream, { id, envelope }: SMTPServerSession, done: Done): Promise<void> {
    try {
      const recipients = envelope.rcptTo.flatMap(({ address }) => normalAddress(address) ?? []);
      const sender = envelope.mailFrom ? envelope.mailFrom.address : undefined;
      await withMessage(stream, this.config.TICKETS_MAX_BYTES, (raw) => {
        // From here on it is we who take the time.
        this.deadlines.lift(id);
        return this.intake.take({ raw, sender, recipients });
      });
      done(null, 'Taken');
    } catch (error) {
      done(this.answerTo(error));
    } finally {
      this.deadlines.set(id);
    }
  }

  private answerTo(error: unknown): Error {
    if (error instanceof SmtpRefusal) return counted(error);
    this.logger.warn({ msg: isTransient(error) ? 'a mail has to wait and come again' : 'a mail could not be taken', error });
    return counted(new SmtpRefusal(451, '4.3.0 Not now, please try again'));
  }
}

function counted<Refusal extends SmtpRefusal | null>(refusal: Refusal): Refusal {
  if (refusal) refusals.inc({ service: 'triage', code: String(refusal.responseCode) });
  return refusal;
}

function listening(server: SMTPServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => reject(new Error(`TICKETS_SMTP_PORT: ${reasonOf(error, port, host)}`, { cause: error }));
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve();
    });
  });
}

function reasonOf({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE') return `port ${port} on ${host} is taken by another program; choose another, or 0 for any free one`;
  if (code === 'EACCES') return `this user may not listen on port ${port}; choose one above 1023`;
  return `cannot listen on ${host}:${port} (${message})`;
}
