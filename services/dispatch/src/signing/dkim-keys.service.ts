import { generateKeyPair } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { promisify } from 'node:util';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { BadDkimKey, type DkimKey, dkimKeyOf, type DkimKeySettings } from '@widecast/mail';
import { uuidv7 } from '@widecast/messaging';
import { CONFIG, Conflict, Invalid, type Actor } from '@widecast/service-kit';
import { DomainRecords } from '../checks/domain-records.ts';
import type { DispatchConfig } from '../config.ts';
import { selectorFor, type Algorithm, type DkimKeyRow } from './dkim-key.ts';
import { DkimKeysRepository } from './dkim-keys.repository.ts';
import { placeOf, publicationOf, zoneLineOf, type Publication } from './publication.ts';
import { SigningKeys } from './signing-keys.ts';

/** What is asked for: a key that is made here, or one that there is. */
export interface WantedKey {
  readonly domain: string;
  readonly algorithm: Algorithm;
  readonly selector?: string | undefined;
  readonly privateKey?: string | undefined;
}

export type DkimKeyView = Omit<DkimKeyRow, 'record'> & { readonly publish: { readonly name: string; readonly type: 'TXT'; readonly value: string; readonly zoneLine: string } };

const pair = promisify(generateKeyPair);
const PKCS8 = { type: 'pkcs8', format: 'pem' } as const;

const DEFECTS: Readonly<Record<Exclude<Publication, 'published'>, string>> = {
  absent: 'is not there', revoked: 'is revoked (p= is empty)', other_key: 'is another key', unknown: 'could not be looked up',
};

/** Keys that sign the mail of sender domains: made, rotated and retired by people. */
@Injectable()
export class DkimKeysService {
  private readonly logger = new Logger('signing');
  private readonly records: DomainRecords;

  constructor(
    private readonly keys: DkimKeysRepository,
    private readonly signing: SigningKeys,
    @Inject(CONFIG) { DNS_SERVERS }: DispatchConfig,
  ) {
    this.records = new DomainRecords(DNS_SERVERS);
  }

  async list(domain?: string): Promise<DkimKeyView[]> {
    return (await this.keys.list(domain && asciiOf(domain))).map(viewOf);
  }

  /** Throws {@link NotFound}. */
  async get(id: string): Promise<DkimKeyView> {
    return viewOf(await this.keys.get(id));
  }

  /** It waits, and signs nothing yet. Throws {@link Invalid} where it cannot sign, and {@link Conflict} where the selector is taken. */
  async create(wanted: WantedKey, actor: Actor): Promise<DkimKeyView> {
    const domain = asciiOf(wanted.domain);
    const taken = new Set((await this.keys.list(domain)).map(({ selector }) => selector));
    const privateKey = wanted.privateKey ?? (await newKeyOf(wanted.algorithm));
    const kind = keyOf({ domain, selector: 's', privateKey }).algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519';
    const selector = wanted.selector?.toLowerCase() ?? selectorFor(kind, new Date(), taken);
    const { algorithm, record } = keyOf({ domain, selector, privateKey });
    const id = uuidv7();
    await this.keys.add({ id, domain, selector, algorithm, record, createdBy: actor.name, sealed: this.signing.seal(privateKey, { domain, selector }) });
    this.audit('a DKIM key was made', { id, domain, selector, algorithm }, actor.id);
    return await this.get(id);
  }

  /** A new key of the same domain and kind, which takes its place once it is published. */
  async rotate(id: string, actor: Actor): Promise<DkimKeyView> {
    const { domain, algorithm } = await this.keys.get(id);
    return await this.create({ domain, algorithm: algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519' }, actor);
  }

  /** Throws {@link Conflict} where the record is not in DNS, unless a person says that it need not be looked for. */
  async activate(id: string, check: 'dns' | 'none', actor: Actor): Promise<DkimKeyView> {
    const key = await this.keys.get(id);
    const found = await this.look(key);
    if (check === 'dns' && found !== 'published') {
      throw new Conflict(`The key at ${placeOf(key)} ${DEFECTS[found]}, so mail signed with it would be taken for forged; set the TXT record "${key.record}", wait until it can be seen, and try again, or say {"check": "none"} where you know better`);
    }
    await this.begin(key, actor.name, actor.id);
    return await this.get(id);
  }

  async retire(id: string, actor: Actor): Promise<DkimKeyView> {
    const key = await this.keys.get(id);
    await this.keys.retire(id);
    this.signing.forget();
    this.audit('a DKIM key was retired', key, actor.id);
    return await this.get(id);
  }

  /** Its private half too. Throws {@link Conflict} where it signs. */
  async remove(id: string, actor: Actor): Promise<void> {
    const key = await this.keys.get(id);
    if (!(await this.keys.remove(id, ['waiting', 'retired']))) throw new Conflict('The key signs mail; retire it first');
    this.audit('a DKIM key was removed', key, actor.id);
  }

  /** Looks for the records of all keys that are not retired; those that waited for theirs begin to sign. */
  async lookAtAll(): Promise<void> {
    for (const key of await this.keys.list()) {
      if (key.state === 'retired') continue;
      const found = await this.look(key);
      if (key.state === 'waiting' && found === 'published') await this.begin(key, 'DNS', 'system');
      const isLost = key.state === 'active' && found !== 'published' && found !== 'unknown' && key.dns === 'published';
      if (isLost) this.logger.error({ msg: `the public half of a DKIM key that signs ${DEFECTS[found]}`, at: placeOf(key), record: key.record });
    }
  }

  private async look(key: DkimKeyRow): Promise<Publication> {
    const found = publicationOf(key, await this.records.txt(placeOf(key)));
    await this.keys.note(key.id, found);
    return found;
  }

  private async begin(key: DkimKeyRow, by: string, actorId: string): Promise<void> {
    const retired = await this.keys.activate(key.id, by);
    this.signing.forget();
    this.audit('a DKIM key signs from now on', { ...key, retired }, actorId);
  }

  private audit(msg: string, { id, domain, selector, algorithm, retired }: Pick<DkimKeyRow, 'id' | 'domain' | 'selector' | 'algorithm'> & { readonly retired?: readonly string[] }, actor: string): void {
    this.logger.log({ msg, audit: true, actor, dkimKeyId: id, domain, selector, algorithm, retired });
  }
}

const viewOf = ({ record, ...row }: DkimKeyRow): DkimKeyView => ({ ...row, publish: { name: placeOf(row), type: 'TXT', value: record, zoneLine: zoneLineOf({ ...row, record }) } });

/** As DNS has it; what cannot be written so stays as it is, and is refused later. */
const asciiOf = (domain: string): string => domainToASCII(domain.trim().toLowerCase().replace(/\.$/, '')) || domain;

/** In PEM. */
async function newKeyOf(algorithm: Algorithm): Promise<string> {
  const { privateKey } = await (algorithm === 'rsa' ? pair('rsa', { modulusLength: 2048 }) : pair('ed25519'));
  return privateKey.export(PKCS8).toString();
}

function keyOf(settings: DkimKeySettings): DkimKey {
  try {
    return dkimKeyOf(settings);
  } catch (error) {
    if (!(error instanceof BadDkimKey)) throw error;
    throw new Invalid(error.message, [{ field: `body.${error.about}`, message: error.message }]);
  }
}
