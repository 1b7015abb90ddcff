import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG } from '@widecast/service-kit';
import type { TriageConfig } from '../config.ts';
import { Batcher } from '../batching/batcher.ts';
import { withKnownCharset } from './legacy-charset.ts';
import { ParsingThread } from './parsing-thread.ts';
import type { ParsedMail } from './parsing-worker.ts';

/** No thread could be had to read a mail with: nothing is wrong with the mail. */
export class ParserNotStarted extends Error {
  constructor(cause: unknown) {
    super('The parser of mails did not start', { cause });
    this.name = ParserNotStarted.name;
  }
}

/** Mails that are handed to the thread together; of large ones one at a time. */
const TOGETHER = 32;
const LARGE = 100_000;

/**
 * Parses mail in a thread of its own: a mail that would block or blow up the process ends with the thread, after
 * TICKETS_PARSE_MS, and the next one gets a new thread. Mails that were with it are parsed again, each by itself.
 */
@Injectable()
export class MailParser implements OnApplicationShutdown {
  private thread: ParsingThread | undefined;
  private readonly batcher = new Batcher<Buffer, ParsedMail>({
    work: (mails) => this.parseNow(mails), keyOf: ({ length }) => (length > LARGE ? 'large' : undefined),
    isTransient: (error) => error instanceof ParserNotStarted, most: TOGETHER, atOnce: 1,
  });

  constructor(@Inject(CONFIG) private readonly config: TriageConfig) {}

  /** Throws UnreadableMail, or {@link ParserNotStarted}. */
  parse(raw: Buffer): Promise<ParsedMail> {
    return this.batcher.add(withKnownCharset(raw));
  }

  /** After the intake has ended, which still reads the mails in hand. */
  async onApplicationShutdown(): Promise<void> {
    await this.batcher.ended();
    await this.thread?.end();
    this.thread = undefined;
  }

  private async parseNow(mails: readonly Buffer[]): Promise<readonly ParsedMail[]> {
    this.thread ??= await started();
    try {
      return await this.thread.parse(mails, this.config.TICKETS_PARSE_MS);
    } catch (error) {
      // After an error inside a mail the parser may still be at work on the rest of it.
      await this.thread.end();
      this.thread = undefined;
      throw error;
    }
  }
}

async function started(): Promise<ParsingThread> {
  try {
    return await ParsingThread.start();
  } catch (error) {
    throw new ParserNotStarted(error);
  }
}
