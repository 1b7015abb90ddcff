import { Command } from 'commander';
import { at, type Json } from '../api/api-client.ts';
import { act, examples, removes } from '../session.ts';
import { expiryFrom } from './expiry.ts';
import { createOffline } from './offline.ts';

interface CreateOptions {
  readonly scope: readonly string[];
  readonly expires?: string;
  readonly offline?: boolean;
}

const shown = (key: unknown): string => `${String(key)}\n\nIt is shown this once; keep it.\n`;

export function keyCommands(): Command {
  const keys = new Command('keys').description('who may do what');
  examples(
    keys.command('create').description('make an API key; it is shown once').argument('<name>', 'whose it is, for lists and logs')
      .requiredOption('--scope <right...>', 'what it may do: *, contacts:read, campaigns:*, …').option('--expires <when>', 'a moment or a time from now: 2027-01-01, 90d, 12h')
      .option('--offline', 'needs no server, for a lost key: writes to the database at DATABASE_URL, or the embedded one of a Widecast that does not run'),
    'keys create "support bot" --scope tickets:read tickets:write --expires 90d', 'keys create rescue --scope "*" --offline',
  ).action(
    act<CreateOptions>(async ({ api, out }, [name = ''], { scope, expires, offline = false }) => {
      const request = { name, scopes: scope, ...(expires === undefined ? {} : { expiresAt: expiryFrom(expires) }) };
      const answer: Json = offline ? { ...(await createOffline(request)), offline } : await api.post('/v1/keys', request);
      const place = offline ? 'Made in the database itself, without a server:\n' : '';
      out.show(answer, `${place}${shown(answer['key'])}`);
    }),
  );
  examples(keys.command('list').description('list the keys, without their secrets'), 'keys list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/keys'), ['id', 'name', 'hint', 'scopes', 'createdAt', 'expiresAt', 'lastUsedAt', 'revokedAt'])));
  examples(keys.command('revoke').description('revoke a key; effective within two seconds').argument('<id>'), 'keys revoke 0190a5e2-…')
    .action(removes((id) => at`/v1/keys/${id}`, 'revoked'));
  return examples(keys, 'keys create reader --scope reports:read', 'keys list');
}
