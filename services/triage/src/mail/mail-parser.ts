import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG } from '@widecast/service-kit';
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { TriageConfig } from '../config.ts';
import { Batcher } from '../batching/batcher.ts';
import { withKnownCharset } from './legacy-charset.ts';
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

type Said = { readonly ready: true } | { readonly mails: readonly ParsedMail[] } | { readonly error: string };

const START_MS = 20_000;
/** Mails that are handed to the thread together; of large ones one at a time. */
const TOGETHER = 32;
const LARGE = 100_000;

/**
 * Parses mail in a thread of its own: a mail that would block or blow up the process ends with the thread, after
 * TICKETS_PARSE_MS, and the next one gets a new thread. Mails that were with it are parsed again, each by itself.
 */
@Injectable()
export class MailParser implements OnApplicationShutdown {
  private worker: Worker | undefined;
  private readonly batcher = new Batcher<Buffer, ParsedMail>({
    work: (mails) => this.parseNow(mails), keyOf: ({ length }) => (length > LARGE ? 'large' : undefined),
    isTransient: (error) => error instanceof ParserNotStarted, most: TOGETHER, atOnce: 1,
  });

  constructor(@Inject(CONFIG) private readonly config: TriageConfig) {}

  /** Throws {@link UnreadableMail}, or {@link ParserNotStarted}. */
  parse(raw: Buffer): Promise<ParsedMail> {
    return this.batcher.add(withKnownCharset(raw));
  }

  /** After the intake has ended, which still reads the mails in hand. */
  async onApplicationShutdown(): Promise<void> {
    await this.batcher.ended();
    await this.worker?.terminate();
    this.worker = undefined;
  }

  private async parseNow(mails: readonly Buffer[]): Promise<readonly ParsedMail[]> {
    try {
      this.worker ??= await this.start();
      const answer = said(this.worker, this.config.TICKETS_PARSE_MS);
      const bytes = Uint8Array.from(Buffer.concat(mails));
      this.worker.postMessage({ bytes, lengths: mails.map(({ length }) => length) }, [bytes.buffer]);
      const result = await answer;
      if ('mails' in result) return result.mails;
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
