import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { findFreePort, waitUntil } from '@widecast/testing';

const PLACES = ['/usr/sbin/smtp-sink', '/usr/bin/smtp-sink', '/usr/local/sbin/smtp-sink'];

const MISSING = `This bench needs smtp-sink, the test server of postfix:
  Debian, Ubuntu: apt-get install --no-install-recommends postfix     (it need not be configured or started)
  Fedora: dnf install postfix-perl-scripts postfix     macOS: brew install postfix
or tell where it is: SMTP_SINK=/path/to/smtp-sink`;

/** postfix's smtp-sink on a port of its own: takes every message and keeps none. */
export class Sink {
  private constructor(private readonly child: ChildProcess, readonly port: number) {}

  /** Throws, with how to install it, where there is none. */
  static async start(): Promise<Sink> {
    const program = [process.env['SMTP_SINK'], ...PLACES].find((place) => place !== undefined && existsSync(place));
    if (program === undefined) throw new Error(MISSING);
    const port = await findFreePort();
    // As root it wants somebody else to become.
    const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
    const child = spawn(program, [...user, `127.0.0.1:${port}`, '2000'], { stdio: ['ignore', 'ignore', 'inherit'] });
    await waitUntil(() => answers(port), { what: 'smtp-sink to listen' });
    return new Sink(child, port);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
