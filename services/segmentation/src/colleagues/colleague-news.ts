import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Database, type Transaction } from '@widecast/database';
import { ContactNews } from '../news/contact-news.ts';
import { ErasedAddresses } from '../privacy/erased-addresses.ts';
import { Background } from '../upkeep/background.ts';
import { CrossedDomainsRepository } from './crossed-domains.repository.ts';

/** ms between two looks at all contacts, which take one second a million: a list brings large companies for minutes. */
const REST = 10_000;
/** So many times as long as the last look took, where that is longer. */
const SHARE = 29;

/**
 * Tells the others of people who stand in another account than the company at whose domain they are, when it becomes large or small. They are found
 * by a look at all contacts: an index of domains would cost each new row of a list more. Any process goes on where one stopped.
 */
@Injectable()
export class ColleagueNews implements OnModuleDestroy {
  private readonly background = new Background(new Logger(ColleagueNews.name), 'people at the domains of companies that crossed wait to be told of');
  private timer: NodeJS.Timeout | undefined;
  private restsUntil = -Infinity;

  constructor(
    private readonly database: Database,
    private readonly domains: CrossedDomainsRepository,
    private readonly news: ContactNews,
    private readonly addresses: ErasedAddresses,
  ) {
    domains.onAdded(() => this.wake());
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.timer);
    await this.background.stop();
  }

  /** At once, or when it has rested. */
  wake(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.background.wake(() => this.complete());
    }, Math.max(this.restsUntil - performance.now(), 0));
  }

  /** Returns when all who hang on what was committed before are told of, by whomever. */
  async complete(): Promise<void> {
    const began = performance.now();
    await this.background.exhaust(() => this.database.transaction((tx) => this.step(tx)));
    this.restsUntil = performance.now() + Math.max(REST, SHARE * (performance.now() - began));
  }

  private async step(tx: Transaction): Promise<boolean> {
    await this.domains.hold(tx);
    if (!(await this.domains.isUnderWay(tx))) return this.begin(tx);
    const { contactIds, isLast } = await this.domains.touchNext(tx);
    await this.news.publish(tx, contactIds);
    return !isLast;
  }

  /** Who writes contacts now, by what was true before, has committed them when they are looked for. */
  private async begin(tx: Transaction): Promise<boolean> {
    if (!(await this.domains.begin(tx))) return false;
    await this.addresses.alone(tx);
    return true;
  }
}
