import type { Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { ImapFolder } from './imap-folder.ts';

export interface ImapSettings {
  readonly folder: ImapFolder;
  readonly user: string;
  readonly password: string;
  /** Offers XOAUTH2 with this access token, and no other way. */
  readonly accessToken?: () => string;
  /** PEM; offers STARTTLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly idle: boolean;
  /** Told every command, without its tag. */
  readonly heard: (command: string) => void;
}

interface Command {
  readonly tag: string;
  readonly name: string;
  readonly rest: string;
}

type Reply = string | undefined;

/** One connection of the IMAP server: enough of RFC 3501 and RFC 2177 to read a folder, and nothing that changes one. */
export class ImapSession {
  private unread = '';
  private known = 0;
  private idleTag: string | undefined;
  private isSecure = false;

  constructor(
    private socket: Socket,
    private readonly settings: ImapSettings,
  ) {
    this.listen();
    this.send(`* OK [CAPABILITY ${this.capabilities}] ready`);
  }

  /** Tells of new mail, as servers do while the client idles. */
  tellNews(): void {
    if (this.idleTag === undefined) return;
    this.known = this.settings.folder.mails.length;
    this.send(`* ${this.known} EXISTS`);
  }

  end(): void {
    this.socket.destroy();
  }

  private get capabilities(): string {
    return ['IMAP4rev1', ...(this.settings.accessToken ? ['SASL-IR', 'AUTH=XOAUTH2', 'LOGINDISABLED'] : []), ...(this.settings.idle ? ['IDLE'] : []), ...(this.settings.tls && !this.isSecure ? ['STARTTLS', 'LOGINDISABLED'] : [])].join(' ');
  }

  private listen(): void {
    this.socket.on('error', () => undefined).on('data', (chunk) => this.read(chunk.toString('latin1')));
  }

  private send(...lines: readonly string[]): void {
    this.socket.write(lines.map((line) => `${line}\r\n`).join(''), 'latin1');
  }

  private read(chunk: string): void {
    this.unread += chunk;
    for (let end = this.unread.indexOf('\r\n'); end >= 0; end = this.unread.indexOf('\r\n')) {
      const line = this.unread.slice(0, end);
      this.unread = this.unread.slice(end + 2);
      this.obey(line);
    }
  }

  private obey(line: string): void {
    if (line === 'DONE') {
      const tag = this.idleTag;
      this.idleTag = undefined;
      this.send(`${tag ?? '*'} OK IDLE ended`);
      return;
    }
    const [, tag = '*', uid = '', name = '', rest = ''] = /^(\S+) (UID )?(\S+) ?(.*)$/is.exec(line) ?? [];
    const command = { tag, name: `${uid}${name}`.toUpperCase(), rest };
    this.settings.heard(`${command.name} ${command.name === 'LOGIN' || command.name === 'AUTHENTICATE' ? '' : rest}`.trim());
    const reply = this.answer(command);
    if (reply !== undefined) this.send(`${tag} ${reply}`);
  }

  private answer({ tag, name, rest }: Command): Reply {
    switch (name) {
      case 'CAPABILITY': return this.say(`* CAPABILITY ${this.capabilities}`);
      case 'LOGIN': return rest === `"${this.settings.user}" "${this.settings.password}"` || rest === `${this.settings.user} ${this.settings.password}` ? 'OK welcome' : 'NO [AUTHENTICATIONFAILED] wrong user name or password';
      case 'AUTHENTICATE': return this.authenticate(rest);
      case 'STARTTLS': return this.secure(tag);
      case 'LIST': case 'LSUB': return this.say(`* ${name} (\\HasNoChildren) "/" INBOX`);
      case 'EXAMINE': return this.examine(rest);
      case 'UID SEARCH': return this.say(`* SEARCH ${this.settings.folder.search(rest).join(' ')}`.trimEnd());
      case 'UID FETCH': return this.fetch(rest);
      case 'IDLE': return this.idle(tag);
      case 'NOOP': return this.news();
      case 'LOGOUT': this.send('* BYE', `${tag} OK`); this.socket.end(); return undefined;
      default: return `BAD ${name} is not known here`;
    }
  }

  private say(line: string): Reply {
    this.send(line);
    return 'OK';
  }

  /** user=… ^A auth=Bearer … ^A ^A, in base64. */
  private authenticate(rest: string): Reply {
    const { user, accessToken } = this.settings;
    const wanted = `user=${user}\u0001auth=Bearer ${accessToken?.() ?? ''}\u0001\u0001`;
    return accessToken && rest === `XOAUTH2 ${Buffer.from(wanted).toString('base64')}` ? 'OK welcome' : 'NO [AUTHENTICATIONFAILED] the token is not good';
  }

  private examine(name: string): Reply {
    if (!/^"?INBOX"?$/i.test(name.replace(/ \(.*$/, ''))) return 'NO [NONEXISTENT] there is no such folder';
    const { mails, validity, next } = this.settings.folder;
    this.known = mails.length;
    this.send('* FLAGS (\\Seen)', `* ${mails.length} EXISTS`, '* 0 RECENT', `* OK [UIDVALIDITY ${validity}]`, `* OK [UIDNEXT ${next}]`);
    return 'OK [READ-ONLY] opened';
  }

  private fetch(rest: string): Reply {
    const [, uid = '0', what = ''] = /^(\d+) (.*)$/.exec(rest) ?? [];
    const { mails } = this.settings.folder;
    const at = mails.findIndex((mail) => mail.uid === Number(uid));
    const mail = mails[at];
    if (!mail) return 'OK';
    const [, most] = /BODY(?:\.PEEK)?\[\]<0\.(\d+)>/i.exec(what) ?? [];
    const text = mail.raw.toString('latin1').slice(0, most === undefined ? undefined : Number(most));
    this.send(`* ${at + 1} FETCH (UID ${uid} RFC822.SIZE ${mail.raw.length} BODY[]${most === undefined ? '' : '<0>'} {${text.length}}`, `${text})`);
    return 'OK';
  }

  private idle(tag: string): Reply {
    if (!this.settings.idle) return 'BAD IDLE is not offered';
    this.idleTag = tag;
    this.send('+ idling');
    if (this.known !== this.settings.folder.mails.length) this.tellNews();
    return undefined;
  }

  private news(): Reply {
    if (this.known !== this.settings.folder.mails.length) this.send(`* ${(this.known = this.settings.folder.mails.length)} EXISTS`);
    return 'OK';
  }

  private secure(tag: string): Reply {
    const { tls } = this.settings;
    if (!tls) return 'BAD STARTTLS is not offered';
    this.send(`${tag} OK begin`);
    this.socket.removeAllListeners('data');
    this.isSecure = true;
    this.socket = new TLSSocket(this.socket, { isServer: true, secureContext: createSecureContext(tls) });
    this.listen();
    return undefined;
  }
}
