/** A company that receives mail for many domains: what one of them says of us holds for all of them. */
export interface Provider {
  /** Lower case, without a dot, so that it is never taken for a domain. */
  readonly name: string;
  readonly domains: readonly string[];
  /** Ends of the names of its mail exchangers, like `google.com`. */
  readonly mx: readonly string[];
}

/** Every domain that no provider is known for. */
export const OTHER = 'other';

/** Which provider receives the mail of a domain, by its name alone. */
export class ProviderTable {
  private readonly byDomain: ReadonlyMap<string, string>;
  private readonly names: ReadonlySet<string>;

  /** Where two claim a domain, the later one has it. */
  constructor(readonly providers: readonly Provider[]) {
    this.names = new Set(providers.map(({ name }) => name));
    this.byDomain = new Map(providers.flatMap(({ name, domains }) => domains.map((domain) => [domain, name] as const)));
  }

  has(name: string): boolean {
    return this.names.has(name);
  }

  /** Undefined where none is known. */
  of(domain: string): string | undefined {
    return this.byDomain.get(domain);
  }

  /** By the name of a mail exchanger. */
  ofExchanger(host: string): string | undefined {
    const name = host.toLowerCase().replace(/\.$/, '');
    return this.providers.findLast(({ mx }) => mx.some((end) => name === end || name.endsWith(`.${end}`)))?.name;
  }
}

/** The part behind the last @, in lower case; empty where there is none. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();
