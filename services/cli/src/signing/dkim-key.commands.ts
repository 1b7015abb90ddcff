import { Command, Option } from 'commander';
import { at } from '../api/api-client.ts';
import { textOf } from '../input/read-file.ts';
import { act, examples, removes } from '../session.ts';

const SHOWN = ['id', 'domain', 'selector', 'algorithm', 'state', 'dns', 'lookedAt', 'activatedAt'];

interface Made {
  readonly algorithm?: string;
  readonly selector?: string;
  readonly privateKey?: string;
}

export function dkimKeyCommands(): Command {
  const keys = new Command('dkim-keys').description('keys that sign mail (DKIM), by the domain that it is from');
  examples(keys.command('list').description('list them, with what stands in DNS').option('--domain <domain>', 'of one domain'), 'dkim-keys list')
    .action(act<{ domain?: string }>(async ({ api, out }, _args, { domain }) => out.list(await api.get('/v1/dkim-keys', { domain }), SHOWN)));
  examples(keys.command('show').description('show one, with the record to set in DNS').argument('<id>'), 'dkim-keys show 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.get(at`/v1/dkim-keys/${id}`))));
  examples(
    keys.command('create').description('make a key, or bring one; it signs once its record is in DNS').argument('<domain>', 'the domain that mail is from')
      .addOption(new Option('--algorithm <kind>', 'of a key that is made').choices(['rsa', 'ed25519'])).option('--selector <selector>', 'made of the day where absent')
      .option('--private-key <file>', 'a key that there is already, in PEM'),
    'dkim-keys create acme.example', 'dkim-keys create acme.example --algorithm ed25519', 'dkim-keys create acme.example --selector s1 --private-key acme.pem',
  ).action(act<Made>(async ({ api, out }, [domain = ''], { algorithm, selector, privateKey }) =>
    out.thing(await api.post('/v1/dkim-keys', { domain, algorithm, selector, ...(privateKey === undefined ? {} : { privateKey: await textOf(privateKey) }) }))));
  examples(keys.command('rotate').description('make a new key that takes the place of one once it is in DNS').argument('<id>'), 'dkim-keys rotate 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.post(at`/v1/dkim-keys/${id}/rotate`))));
  examples(
    keys.command('activate').description('sign with a key from now on').argument('<id>').option('--unchecked', 'whatever stands in DNS'),
    'dkim-keys activate 0190a5e2-…',
  ).action(act<{ unchecked?: boolean }>(async ({ api, out }, [id = ''], { unchecked }) => out.thing(await api.post(at`/v1/dkim-keys/${id}/activate`, { check: unchecked === true ? 'none' : 'dns' }))));
  examples(keys.command('retire').description('sign with a key no longer').argument('<id>'), 'dkim-keys retire 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.post(at`/v1/dkim-keys/${id}/retire`))));
  examples(keys.command('remove').description('remove a key that does not sign').argument('<id>'), 'dkim-keys remove 0190a5e2-…').action(removes((id) => at`/v1/dkim-keys/${id}`));
  examples(keys.command('reseal').description('seal all with the DKIM_SECRET of today, so that the one before can leave DKIM_SECRETS_OLD'), 'dkim-keys reseal')
    .action(act(async ({ api, out }) => out.thing(await api.post('/v1/dkim-keys/reseal'))));
  return examples(keys, 'dkim-keys create acme.example', 'dkim-keys list');
}
