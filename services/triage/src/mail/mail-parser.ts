import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG } from '@widecast/service-kit';
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { TriageConfig } from '../config.ts';
import { startParsingWorker, type ParsedMail } from './parsing-worker.ts';

/** The mail could not be read within the limits. */
export class UnreadableMail extends Error {
  constructor(readonly reason: string) {
    super(`A mail could not be read: ${reason}`);
    this.name = UnreadableMail.name;
  }
}

/** No thread could be had to read a mail with: nothing is wrong with the mail. */
export class ParserNotStarted extends Error {
  constructor(cause: unknown) {
    super('The parser of mails did not start', { cause });
    this.name = ParserNotStarted.name;
  }
}

type Said = { readonly ready: true } | { readonly mail: ParsedMail } | { readonly error: string };

const START_MS = 20_000;

/**
 * Parses mail in a thread of its own, one at a time: a mail that would block or blow up the process ends with the thread,
 * after TICKETS_PARSE_MS, and the next one gets a new thread.
 */
@Injectable()
export class MailParser implements OnApplicationShutdown {
  private worker: Worker | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(@Inject(CONFIG) private readonly config: TriageConfig) {}

  /** Throws {@link UnreadableMail}, or {@link ParserNotStarted}. */
  parse(raw: Buffer): Promise<ParsedMail> {
    const turn = this.last.then(() => this.parseNow(raw));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  /** After the intake has ended, which still reads the mails in hand. */
  async onApplicationShutdown(): Promise<void> {
    await this.last;
    await this.worker?.terminate();
    this.worker = undefined;
  }

  private async parseNow(raw: Buffer): Promise<ParsedMail> {
    try {
      this.worker ??= await this.start();
      const answer = said(this.worker, this.config.TICKETS_PARSE_MS);
      this.worker.postMessage(raw);
      const result = await answer;
      if ('mail' in result) return result.mail;
      throw new UnreadableMail('error' in result ? result.error : 'the parser gave nothing');
    } catch (error) {
      // After an error inside a mail the parser may still be at work on the rest of it.
      await this.worker?.terminate();
      this.worker = undefined;
      throw error;
    }
  }

  private async start(): Promise<Worker> {
    const worker = startParsingWorker();
    // Errors are seen by whoever waits; one that comes when nobody does must not end the process.
    worker.on('error', () => undefined);
    try {
      await said(worker, START_MS);
      return worker;
    } catch (error) {
      await worker.terminate();
      throw new ParserNotStarted(error);
    }
  }
}

/** The next thing the thread says; fails when it says nothing in time, or ends. */
async function said(worker: Worker, ms: number): Promise<Said> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), ms);
  const next = once(worker, 'message', { signal: silence.signal }) as Promise<[Said]>;
  const ended = once(worker, 'exit', { signal: silence.signal });
  try {
    return await Promise.race([next.then(([message]) => message), ended.then(() => Promise.reject(new UnreadableMail('the parser ended')))]);
  } catch (error) {
    if (error instanceof UnreadableMail) throw error;
    throw new UnreadableMail(silence.signal.aborted ? `it took longer than ${ms} ms` : error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
    silence.abort();
    ended.catch(() => undefined);
    next.catch(() => undefined);
  }
}
