import { MailboxFault } from './mailbox-fault.ts';
import type { ImapFlow } from 'imapflow';

/** Waits for what the server tells of a folder; news that come while nobody waits are not missed. */
export class News {
  private hasNews = false;
  private isClosed = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly client: ImapFlow,
    private readonly stopped: AbortSignal,
  ) {
    client.on('exists', this.told).on('close', this.closed);
    stopped.addEventListener('abort', this.told);
  }

  /** At the latest after so many ms. Throws {@link MailboxFault} when the connection is lost. */
  async next(ms: number): Promise<void> {
    const timer = setTimeout(this.told, ms);
    if (!this.hasNews && !this.isClosed) await new Promise<void>((wake) => { this.wake = wake; });
    clearTimeout(timer);
    this.hasNews = false;
    if (this.isClosed && !this.stopped.aborted) throw new MailboxFault('the connection was lost');
  }

  end(): void {
    this.client.off('exists', this.told).off('close', this.closed);
    this.stopped.removeEventListener('abort', this.told);
  }

  private readonly told = (): void => {
    this.hasNews = true;
    this.wake();
  };

  private readonly closed = (): void => {
    this.isClosed = true;
    this.wake();
  };
}
