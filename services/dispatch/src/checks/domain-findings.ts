import type { DomainRecords, Lookup } from './domain-records.ts';
import { placeOf, publicationOf, type SigningName } from '../signing/publication.ts';
import { finding, type Finding } from './finding.ts';

/** What receivers look up about the domain that a mail is from: RFC 7208 (SPF), RFC 6376 (DKIM), RFC 7489 (DMARC), and where bounces go. */
export async function domainFindings(domain: string, signing: readonly SigningName[], records: DomainRecords): Promise<Finding[]> {
  const [spf, dmarc, mx, ...keys] = await Promise.all([
    records.txt(domain), dmarcOf(domain, records), records.mx(domain),
    ...signing.map(async (name) => dkimFinding(name, await records.txt(placeOf(name)))),
  ]);
  const unsigned = finding('warning', 'dkim', domain, 'messages are not signed here, so the relay must sign them with DKIM, List-Unsubscribe and List-Unsubscribe-Post among what it signs; POST /v1/dkim-keys makes a key that signs here');
  return [spfFinding(domain, spf), ...(keys.length > 0 ? keys : [unsigned]), dmarcFinding(domain, dmarc), returnPathFinding(domain, mx)];
}

const failed = (code: string, domain: string, what: string, reason: string): Finding =>
  finding('unknown', code, domain, `${what} could not be looked up (${reason}); look again where name servers can be reached, or set DNS_SERVERS`);

function spfFinding(domain: string, lookup: Lookup): Finding {
  if (lookup.kind === 'failed') return failed('spf', domain, 'SPF', lookup.code);
  const records = lookup.kind === 'found' ? lookup.records.filter((record) => /^v=spf1(?: |$)/i.test(record)) : [];
  if (records.length === 0) return finding('error', 'spf', domain, `there is no SPF record; add a TXT record "v=spf1 … ~all" at ${domain} that names your relay`);
  if (records.length > 1) return finding('error', 'spf', domain, 'there are several SPF records, so that none counts; join them');
  const [, ...terms] = (records[0] ?? '').trim().toLowerCase().split(/\s+/);
  if (terms.some((term) => term === 'all' || term === '+all')) return finding('error', 'spf', domain, 'the SPF record lets everybody send ("+all"); end it with ~all or -all');
  if (!terms.some(letsSend)) return finding('error', 'spf', domain, `the SPF record lets nobody send ("${records[0]}"); name your relay in it, like "v=spf1 include:… ~all"`);
  return finding('ok', 'spf', domain, records[0] ?? '');
}

/** A mechanism by which somebody may, or another domain that says so. */
const letsSend = (term: string): boolean => /^\+?(?:a|mx|ptr|ip4|ip6|include|exists)(?:[:/]|$)|^redirect=/.test(term);

function dkimFinding(name: SigningName, lookup: Lookup): Finding {
  const { domain, record } = name;
  if (lookup.kind === 'failed') return failed('dkim', domain, 'DKIM', lookup.code);
  const publication = publicationOf(name, lookup);
  if (publication === 'published') return finding('ok', 'dkim', domain, `the key of our signatures is at ${placeOf(name)}`);
  const told = (message: string): Finding => finding('error', 'dkim', domain, message);
  if (publication === 'absent') return told(`the public key of our signatures is not at ${placeOf(name)}; add the TXT record "${record}"`);
  if (publication === 'revoked') return told(`the key at ${placeOf(name)} is revoked (p= is empty); set the TXT record "${record}", or sign with another selector (/v1/dkim-keys, DKIM_KEYS)`);
  return told(`the key at ${placeOf(name)} is not that of our signatures, so that receivers take them for forged; set the TXT record "${record}", or sign with the key of this record (/v1/dkim-keys, DKIM_KEYS)`);
}

function dmarcFinding(domain: string, lookup: Lookup): Finding {
  if (lookup.kind === 'failed') return failed('dmarc', domain, 'DMARC', lookup.code);
  if (lookup.kind === 'absent') return finding('error', 'dmarc', domain, `there is no DMARC record; add a TXT record "v=DMARC1; p=none; rua=mailto:…" at _dmarc.${domain}`);
  if (lookup.records.length > 1) return finding('error', 'dmarc', domain, 'there are several DMARC records, so that none counts; leave one');
  const [record = ''] = lookup.records;
  if (!/;\s*p\s*=\s*(?:none|quarantine|reject)\s*(?:;|$)/i.test(record)) return finding('error', 'dmarc', domain, `the DMARC record "${record}" says no policy that receivers know; it needs p=none, p=quarantine or p=reject`);
  return finding('ok', 'dmarc', domain, record);
}

/** Bounces come back to the sender's own domain. */
function returnPathFinding(domain: string, lookup: Lookup): Finding {
  if (lookup.kind === 'failed') return failed('return_path', domain, 'where bounces go (MX)', lookup.code);
  if (lookup.kind === 'absent') return finding('warning', 'return_path', domain, `${domain} takes no mail (no MX), so bounces and answers are lost; add an MX record`);
  if (lookup.records.every((exchange) => exchange === '')) return finding('error', 'return_path', domain, `${domain} says that it takes no mail at all (null MX, RFC 7505)`);
  return finding('ok', 'return_path', domain, lookup.records.join(', '));
}

/** The record of the domain, or of the nearest domain above it that has one. */
async function dmarcOf(domain: string, records: DomainRecords): Promise<Lookup> {
  for (let labels = domain.split('.'); labels.length >= 2; labels = labels.slice(1)) {
    const lookup = await records.txt(`_dmarc.${labels.join('.')}`);
    if (lookup.kind === 'failed') return lookup;
    const found = lookup.kind === 'found' ? lookup.records.filter((record) => /^v=DMARC1\b/i.test(record)) : [];
    if (found.length > 0) return { kind: 'found', records: found };
  }
  return { kind: 'absent' };
}
