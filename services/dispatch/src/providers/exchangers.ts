import { Resolver } from 'node:dns/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';

interface Known {
  /** The most preferred mail exchanger; undefined where there is none or nobody answers. */
  readonly host: string | undefined;
  /** ms */
  readonly until: number;
}

const [GOOD_FOR, UNKNOWN_FOR] = [24 * 3600_000, 600_000];
const MOST = 20_000;
const AT_A_TIME = 20;

/** Where domains get their mail, by DNS, remembered for a day. Asks nothing unless `PROVIDER_MX` is `on`. */
@Injectable()
export class Exchangers {
  private readonly known = new Map<string, Known>();
  private readonly resolver = new Resolver({ timeout: 1000, tries: 2 });

  constructor(@Inject(CONFIG) private readonly config: DispatchConfig) {
    if (config.DNS_SERVERS.length > 0) this.resolver.setServers(config.DNS_SERVERS);
  }

  of(domain: string): string | undefined {
    return this.known.get(domain)?.host;
  }

  /** Looks up what is not known yet; never throws. */
  async learn(domains: readonly string[]): Promise<void> {
    if (this.config.PROVIDER_MX === 'off') return;
    const news = domains.filter((domain) => domain !== '' && !((this.known.get(domain)?.until ?? 0) > performance.now()));
    if (this.known.size + news.length > MOST) this.known.clear();
    for (let at = 0; at < news.length; at += AT_A_TIME) await Promise.all(news.slice(at, at + AT_A_TIME).map((domain) => this.ask(domain)));
  }

  private async ask(domain: string): Promise<void> {
    const records = await this.resolver.resolveMx(domain).catch(() => []);
    const host = records.toSorted((a, b) => a.priority - b.priority)[0]?.exchange;
    this.known.set(domain, { host, until: performance.now() + (host === undefined ? UNKNOWN_FOR : GOOD_FOR) });
  }
}
