import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { type DkimKey, dkimKeyOf } from '@widecast/mail';
import { CONFIG, Conflict, Readiness, Sealing } from '@widecast/service-kit';
import type { DispatchConfig } from '../config.ts';
import { DkimKeysRepository, type SealedKey } from './dkim-keys.repository.ts';
import { Signer, signerOf } from './signer.ts';

/** How long, in ms, a process believes what it has read. */
const BELIEVED = 1000;

interface Read {
  readonly signer: Signer;
  /** What it was made of. */
  readonly mark: string;
}

/** The keys that sign: those of the API, and for domains without one those of the settings. */
@Injectable()
export class SigningKeys implements OnModuleInit {
  private readonly logger = new Logger('signing');
  private readonly ofSettings: Signer;
  private readonly sealing: Sealing;
  private latest: Read | undefined;
  private known: { readonly signer: Promise<Signer>; readonly at: number } | undefined;
  private fault: string | undefined;

  /** A key of the settings that cannot sign does not let the service start: mail would leave unsigned, unseen. */
  constructor(
    private readonly keys: DkimKeysRepository,
    private readonly readiness: Readiness,
    @Inject(CONFIG) { DKIM_KEYS, DKIM_SECRET, DKIM_SECRETS_OLD, WIDECAST_INTERNAL_SECRET }: DispatchConfig,
  ) {
    this.ofSettings = signerOf(DKIM_KEYS);
    this.sealing = new Sealing({ secret: DKIM_SECRET ?? WIDECAST_INTERNAL_SECRET, old: [...DKIM_SECRETS_OLD, WIDECAST_INTERNAL_SECRET], purpose: 'dkim keys' });
  }

  /** Nor does one of the API that cannot be opened. */
  async onModuleInit(): Promise<void> {
    await this.current();
    if (this.fault !== undefined) throw new Error(this.fault);
    this.readiness.add('dkim', () => Promise.resolve(this.fault === undefined ? 'ok' : { degraded: this.fault }));
  }

  seal(privateKey: string, { domain, selector }: Pick<DkimKey, 'domain' | 'selector'>): Buffer {
    return this.sealing.seal(privateKey, nameOf(domain, selector));
  }

  /** The same key under the secret of today, undefined where it is so already. Throws {@link Conflict} where no secret opens one of them. */
  resealed(keys: readonly SealedKey[]): (Buffer | undefined)[] {
    const opened = keys.map(({ domain, selector, sealed }) => ({ domain, selector, sealed, privateKey: this.sealing.open(sealed, nameOf(domain, selector)) }));
    const closed = opened.filter(({ privateKey }) => privateKey === undefined).map(({ domain, selector }) => nameOf(domain, selector));
    if (closed.length > 0) throw new Conflict(`Nothing was sealed anew: ${sealedByOther(closed)}, or retire and remove them`);
    return opened.map(({ domain, selector, sealed, privateKey = '' }) => (this.sealing.isUpToDate(sealed, nameOf(domain, selector)) ? undefined : this.seal(privateKey, { domain, selector })));
  }

  /** As they are, or were a second ago; the same object for as long as nothing has changed. */
  current(): Promise<Signer> {
    if (this.known && performance.now() - this.known.at < BELIEVED) return this.known.signer;
    const known = { signer: this.read(), at: performance.now() };
    this.known = known;
    known.signer.catch(() => this.forget());
    return known.signer;
  }

  /** Whoever asks next is told how they are then. */
  forget(): void {
    this.known = undefined;
  }

  /** Where one cannot be opened, this process goes on with the last ones that it could read. */
  private async read(): Promise<Signer> {
    const rows = await this.keys.active();
    const mark = rows.map(({ domain, selector, sealed }) => `${nameOf(domain, selector)}/${sealed.toString('base64')}`).join(' ');
    if (this.latest?.mark === mark) {
      this.fault = undefined;
      return this.latest.signer;
    }
    const opened = rows.map(({ domain, selector, sealed }) => ({ domain, selector, privateKey: this.sealing.open(sealed, nameOf(domain, selector)) }));
    const closed = opened.filter(({ privateKey }) => privateKey === undefined).map(({ domain, selector }) => nameOf(domain, selector));
    if (closed.length > 0) return this.withoutNews(closed);
    const own = opened.map(({ domain, selector, privateKey = '' }) => dkimKeyOf({ domain, selector, privateKey }));
    this.fault = undefined;
    this.latest = { mark, signer: this.ofSettings.replacedBy(own) };
    return this.latest.signer;
  }

  private withoutNews(closed: readonly string[]): Signer {
    const fault = sealedByOther(closed);
    if (this.fault !== fault) this.logger.error({ msg: fault });
    this.fault = fault;
    return this.latest?.signer ?? this.ofSettings;
  }
}

const sealedByOther = (names: readonly string[]): string =>
  `DKIM keys were sealed with another secret (${names.join(', ')}); give it in DKIM_SECRET or DKIM_SECRETS_OLD, the same in every process`;

const nameOf = (domain: string, selector: string): string => `${domain}/${selector}`;
