import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, waitUntil } from '@widecast/testing';

const NOBODY = 65_534;

/** Why Dovecot cannot be had here; undefined where it can. */
export function noDovecot(): string | undefined {
  if (process.getuid?.() !== 0) return 'Dovecot needs root';
  return spawnSync('dovecot', ['--version']).status === 0 ? undefined : 'Dovecot is not installed';
}

const configOf = (folder: string, port: number): string => `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${folder}/mail/%u
default_login_user = nobody
default_internal_user = nobody
default_internal_group = nogroup
first_valid_uid = 0
first_valid_gid = 0
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
}
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${NOBODY} gid=${NOBODY} home=${folder}/home/%u
}
`;

/** Dovecot with one mailbox of a user `ann`, into whose Maildir mails are put. */
export class Dovecot {
  private server: ChildProcess | undefined;
  private count = 0;

  private constructor(private readonly folder: string, readonly port: number) {}

  static async start(): Promise<Dovecot> {
    const folder = mkdtempSync(join(tmpdir(), 'widecast-dovecot-'));
    chmodSync(folder, 0o755);
    for (const part of ['run', 'state', 'home', 'mail', 'mail/ann', 'mail/ann/new', 'mail/ann/cur', 'mail/ann/tmp']) {
      mkdirSync(join(folder, part));
      chownSync(join(folder, part), NOBODY, NOBODY);
    }
    const dovecot = new Dovecot(folder, await findFreePort());
    writeFileSync(join(folder, 'dovecot.conf'), configOf(folder, dovecot.port));
    await dovecot.run();
    return dovecot;
  }

  async run(): Promise<void> {
    this.server = spawn('dovecot', ['-F', '-c', join(this.folder, 'dovecot.conf')], { stdio: 'ignore' });
    await waitUntil(() => answers(this.port), { what: 'Dovecot', timeout: 60_000 });
  }

  deliver(raw: Buffer): void {
    this.count += 1;
    const file = join(this.folder, 'mail/ann/new', `${Date.now()}.${this.count}.widecast`);
    writeFileSync(file, raw);
    chownSync(file, NOBODY, NOBODY);
  }

  /** Forgets its UIDs: after this UIDVALIDITY is another. */
  renumber(): void {
    for (const name of ['dovecot-uidlist', 'dovecot.index', 'dovecot.index.log', 'dovecot.index.cache', 'dovecot-uidvalidity']) rmSync(join(this.folder, 'mail/ann', name), { force: true });
  }

  async halt(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    const exited = once(server, 'exit');
    server.kill('SIGTERM');
    await exited;
  }

  async stop(): Promise<void> {
    await this.halt();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const answered = await Promise.race([once(socket, 'data').then(() => true), once(socket, 'close').then(() => false)]).catch(() => false);
  socket.destroy();
  return answered;
}
