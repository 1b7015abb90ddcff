import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { act, examples, removes } from '../session.ts';

export function attributeCommands(): Command {
  const attributes = new Command('attributes').description('the types of what is known of contacts beside their address');
  examples(attributes.command('list').description('list the attributes and their types'), 'attributes list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/attributes'), ['name', 'type', 'declared'])));
  examples(attributes.command('declare').description('declare the type of an attribute').argument('<name>').argument('<type>', 'string, number, boolean, date or list'), 'attributes declare seats number')
    .action(act(async ({ api, out }, [name = '', type = '']) => out.thing(await api.put(at`/v1/attributes/${name}`, { type }))));
  examples(attributes.command('forget').description('forget the type of an attribute; values stay').argument('<name>'), 'attributes forget seats').action(removes((name) => at`/v1/attributes/${name}`, 'forgotten'));
  return examples(attributes, 'attributes declare seats number', 'attributes list');
}
