import type { Worker } from 'node:worker_threads';
import { startParsingWorker, type ParsedMail } from './parsing-worker.ts';

/** The mail could not be read within the limits. */
export class UnreadableMail extends Error {
  constructor(readonly reason: string) {
    super(`A mail could not be read: ${reason}`);
    this.name = UnreadableMail.name;
  }
}

type Said = { readonly ready: true } | { readonly mails: readonly ParsedMail[] } | { readonly error: string };

const START_MS = 20_000;

/** The parsing worker, which is asked one thing at a time. */
export class ParsingThread {
  /** Tells who waits what the thread says, or why it says nothing any more. */
  private tell: (said: Said | UnreadableMail) => void = () => undefined;

  private constructor(private readonly worker: Worker) {
    worker.on('message', (said: Said) => this.tell(said));
    // One that comes when nobody waits must not end the process.
    worker.on('error', (error) => this.tell(new UnreadableMail(error instanceof Error ? error.message : String(error))));
    worker.on('exit', () => this.tell(new UnreadableMail('the parser ended')));
  }

  static async start(): Promise<ParsingThread> {
    const thread = new ParsingThread(startParsingWorker());
    try {
      await thread.said(START_MS);
      return thread;
    } catch (error) {
      await thread.end();
      throw error;
    }
  }

  /** Throws {@link UnreadableMail}; the thread may still be at work then and must be ended. */
  async parse(mails: readonly Buffer[], ms: number): Promise<readonly ParsedMail[]> {
    const bytes = joined(mails);
    const answer = this.said(ms);
    this.worker.postMessage({ bytes, lengths: mails.map(({ length }) => length) }, [bytes.buffer]);
    const said = await answer;
    if ('mails' in said) return said.mails;
    throw new UnreadableMail('error' in said ? said.error : 'the parser gave nothing');
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private said(ms: number): Promise<Said> {
    return new Promise((resolve, reject) => {
      const silence = setTimeout(() => this.tell(new UnreadableMail(`it took longer than ${ms} ms`)), ms);
      this.tell = (said) => {
        clearTimeout(silence);
        this.tell = () => undefined;
        if (said instanceof UnreadableMail) reject(said);
        else resolve(said);
      };
    });
  }
}

/** In memory of their own, which can be handed over. */
function joined(mails: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(mails.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const mail of mails) {
    bytes.set(mail, at);
    at += mail.length;
  }
  return bytes;
}
