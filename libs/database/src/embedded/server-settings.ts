import { totalmem } from 'node:os';

/** Modest settings: eight services and PostgreSQL share one machine. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '512MB',
  huge_pages: 'off',
  // Whole pages after a checkpoint are most of what scattered changes log, and to compress them takes longer than to write them: of 2,000
  // changes of a million contacts a second, the slowest percent waited 0.9 s without and 2 to 7 s with it.
  wal_compression: 'off',
  // After each checkpoint whole pages are logged: a list of a million customers sees one or two.
  max_wal_size: '2GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  autovacuum_naptime: '20s',
} as const;

/** In MB: a sixteenth of the machine, in use only as far as there is data; a million contacts with their indexes have 1.5 GB. */
const sharedBuffers = (): number => Math.min(512, Math.max(64, Math.floor(totalmem() / 2 ** 24)));

/** Loses the last transactions, or the whole cluster, when the machine fails: for tests only. */
const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } as const;

/** The command line of postgres. */
export function serverArguments(wanted: { readonly port: number; readonly durable: boolean }): readonly string[] {
  const settings = { ...SETTINGS, shared_buffers: `${sharedBuffers()}MB`, port: String(wanted.port), ...(wanted.durable ? {} : NOT_DURABLE) };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
