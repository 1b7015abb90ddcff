import { randomUUID } from 'node:crypto';
import { Command, Option } from 'commander';
import { at } from '../api/api-client.ts';
import { contactIdOf } from '../contacts/contact-id.ts';
import { Failure } from '../failure.ts';
import { mergeFieldsIn, withMergeFields, type MergeFieldOptions } from '../input/merge-fields.ts';
import { act, examples, paged, shows, type Page } from '../session.ts';

interface SendOptions extends MergeFieldOptions {
  readonly email?: string;
  readonly contact?: string;
  readonly idempotencyKey?: string;
  readonly inDoubt: string;
  readonly timeToLive?: string;
}

const COLUMNS = ['id', 'idempotencyKey', 'email', 'contactId', 'state', 'reason', 'mark', 'requestedBy', 'createdAt'];

export function messageCommands(): Command {
  const messages = new Command('messages').description('single transactional messages, each to one contact or address');
  examples(
    withMergeFields(messages.command('send').description('send a transactional template; the same key again sends nothing, but shows the message').argument('<template>', 'its id')
      .option('--email <address>', 'to this address').option('--contact <who>', 'to this contact, by his id or address, with the merge fields that he has'))
      .option('--idempotency-key <text>', 'the same key is the same message; a new one where absent')
      .addOption(new Option('--in-doubt <policy>', 'what is done where nobody knows whether it has arrived').choices(['left', 'sent_again']).default('sent_again'))
      .option('--time-to-live <seconds>', 'what has not left so long after it is not sent any more'),
    'messages send 0190a5e2-… --email ann@acme.example --field name=Ann total=49.00 --idempotency-key "receipt 4711"',
  ).action(act<SendOptions>(async ({ api, out }, [templateId = ''], { email, contact, idempotencyKey = randomUUID(), inDoubt, timeToLive, ...fields }) => {
    if ((email === undefined) === (contact === undefined)) throw new Failure('say either --email ADDRESS or --contact ID');
    const to = email === undefined ? { contactId: await contactIdOf(api, contact) } : { email };
    out.thing(await api.post('/v1/messages', { idempotencyKey, templateId, to, fields: await mergeFieldsIn(fields), inDoubt, ...(timeToLive === undefined ? {} : { timeToLiveSeconds: Number(timeToLive) }) }));
  }));
  examples(paged(messages.command('list').description('list them and what became of them, the newest first'), '100'), 'messages list')
    .action(act<Page>(async ({ api, out }, _args, query) => out.list(await api.get('/v1/messages', { ...query }), COLUMNS)));
  examples(messages.command('show').description('show what became of one').argument('<id>'), 'messages show 0190a5e2-…').action(shows((id) => at`/v1/messages/${id}`));
  examples(
    messages.command('resolve').description('say what became of one in doubt').argument('<id>')
      .addOption(new Option('--as <what>', 'it has arrived, it has not, or send it again').choices(['accepted', 'failed', 'sent_again']).makeOptionMandatory()),
    'messages resolve 0190a5e2-… --as accepted',
  ).action(act<{ as: string }>(async ({ api, out }, [id = ''], { as }) => out.thing(await api.post(at`/v1/messages/${id}/in-doubt`, { as }))));
  return examples(messages, 'messages send 0190a5e2-… --email ann@acme.example --field name=Ann', 'messages show 0190a5e2-…');
}
