import { Command } from 'commander';
import { jsonOf } from '../input/read-file.ts';
import { at } from '../api/api-client.ts';
import { act, examples, removes } from '../session.ts';

export function channelCommands(): Command {
  const channels = new Command('channels').description('ways other than mail: providers of text messages or messengers behind signed webhooks');
  examples(channels.command('list').description('list them, and what is wrong with them'), 'channels list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/channels'), ['id', 'name', 'url', 'addressField', 'fault', 'faultAt'])));
  examples(channels.command('create').description('add one from JSON {name, url, addressField}; its secret is shown this once').argument('<file>', 'the JSON, or -'), 'channels create sms.json')
    .action(act(async ({ api, out }, [file = '']) => out.thing(await api.post('/v1/channels', await jsonOf(file)))));
  examples(channels.command('remove').description('remove one that no campaign has').argument('<id>'), 'channels remove 0190a5e2-…').action(removes((id) => at`/v1/channels/${id}`));
  return examples(channels, 'channels create sms.json', 'channels list');
}
