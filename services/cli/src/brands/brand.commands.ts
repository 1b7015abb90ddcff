import { Argument, Command } from 'commander';
import { at } from '../api/api-client.ts';
import { jsonOf } from '../input/read-file.ts';
import { act, examples, removes } from '../session.ts';

export function brandCommands(): Command {
  const brands = new Command('brands').description('who is speaking');
  examples(brands.command('list').description('list the brands'), 'brands list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/brands'), ['id', 'name', 'fromName', 'fromAddress', 'replyTo'])));
  examples(
    brands.command('create').description('make a brand from JSON {name, legalName, postalAddress, fromName, fromAddress, replyTo?, tracking?}').argument('<file>', 'the JSON, or -'),
    'brands create brand.json',
  ).action(act(async ({ api, out }, [file = '']) => out.thing(await api.post('/v1/brands', await jsonOf(file)))));
  examples(brands.command('change').description('change a brand in whose name nothing was said yet').argument('<id>').argument('<file>', 'JSON with what is to change, or -'), 'brands change 0190a5e2-… brand.json')
    .action(act(async ({ api, out }, [id = '', file = '']) => out.thing(await api.patch(at`/v1/brands/${id}`, await jsonOf(file)))));
  const policy = new Argument('<whose>', 'of nobody, of who agreed to it, of all but those who refuse').choices(['off', 'consented', 'unless_refused']);
  examples(brands.command('tracking').description('say whose opens and clicks are told, from the next messages on').argument('<id>').addArgument(policy), 'brands tracking 0190a5e2-… consented')
    .action(act(async ({ api, out }, [id = '', tracking = '']) => out.thing(await api.patch(at`/v1/brands/${id}`, { tracking }))));
  examples(brands.command('remove').description('remove a brand that has no template').argument('<id>'), 'brands remove 0190a5e2-…').action(removes((id) => at`/v1/brands/${id}`));
  return examples(brands, 'brands create brand.json');
}
