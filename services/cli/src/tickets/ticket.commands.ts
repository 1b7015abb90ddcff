import { Command } from 'commander';
import { Failure } from '../failure.ts';
import { at } from '../api/api-client.ts';
import { textOf } from '../input/read-file.ts';
import { act, examples, paged, type Page } from '../session.ts';
import { ticketBotCommands } from './bot.commands.ts';
import { ticketMailboxCommands } from './mailbox.commands.ts';
import { messagesStory, ticketStory } from './ticket-story.ts';

interface ListOptions extends Page {
  readonly state?: string;
  readonly queue?: string;
  readonly complaint?: boolean;
  readonly from?: string;
  readonly assignee?: string;
}

interface OpenOptions {
  readonly from: string;
  readonly name?: string;
  readonly subject: string;
  readonly idempotencyKey?: string;
}

interface Correction {
  readonly intent?: string;
  readonly new?: true;
  readonly queue?: string;
  readonly urgency?: string;
  readonly complaint?: boolean;
  readonly tag?: string[];
  readonly signal?: string[];
}

export function ticketCommands(): Command {
  const tickets = new Command('tickets').description('conversations with support');
  examples(
    paged(tickets.command('list').description('list tickets, newest first').option('--state <state>', 'open or closed').option('--queue <queue>').option('--complaint', 'complaints only')
      .option('--from <address>', 'of one customer').option('--assignee <agent>', 'of one agent')),
    'tickets list --state open --complaint', 'tickets list --queue billing --json', 'tickets list --from ann@example.com',
  ).action(
    act<ListOptions>(async ({ api, out }, _args, query) =>
      out.list(await api.get('/v1/tickets', { ...query }), ['id', 'number', 'state', 'queue', 'assignee', 'urgency', 'complaint', 'from', 'subject', 'openedAt'])),
  );
  examples(tickets.command('show').description('show a ticket with its messages').argument('<id>'), 'tickets show 0190a5e2-…').action(act(async ({ api, out }, [id = '']) => {
    const ticket = await api.get(at`/v1/tickets/${id}`);
    out.show(ticket, ticketStory(ticket));
  }));
  examples(
    tickets.command('messages').description('show messages of a ticket that has very many, the newest page first').argument('<id>').option('--before <message>', 'the page before this message').option('--limit <n>', 'how many at most', '100'),
    'tickets messages 0190a5e2-… --before 0190a5e4-…',
  ).action(act<{ before?: string; limit: string }>(async ({ api, out }, [id = ''], query) => {
    const page = await api.get(at`/v1/tickets/${id}/messages`, { ...query });
    out.show(page, messagesStory({ id, ...page }));
  }));
  examples(
    tickets.command('open').description('open a ticket in the name of a writer').argument('<file>', 'the text, or -').requiredOption('--from <address>', 'who wrote it')
      .requiredOption('--subject <text>').option('--name <name>').option('--idempotency-key <text>', 'the same key is the same ticket'),
    'tickets open question.txt --from ann@example.com --subject "My plan"',
  ).action(act<OpenOptions>(async ({ api, out }, [file = ''], options) => out.thing(await api.post('/v1/tickets', { ...options, text: await textOf(file) }))));
  examples(
    tickets.command('reply').description('answer a ticket by mail').argument('<id>').argument('[file]', 'the text, or -').option('--macro <name>', 'a ready answer instead of a text')
      .option('--seen <message>', 'the newest message that was read: where there is a newer one, nothing is answered; any: whatever has come since').option('--idempotency-key <text>', 'the same key is the same answer'),
    'tickets reply 0190a5e2-… answer.txt --seen 0190a5e4-…', 'tickets reply 0190a5e2-… --macro invoice --seen 0190a5e4-…',
  ).action(act<{ macro?: string; seen?: string; idempotencyKey?: string }>(async ({ api, out }, [id = '', file], options) =>
    out.show(await api.post(at`/v1/tickets/${id}/replies`, { ...(file === undefined ? {} : { text: await textOf(file) }), ...options }), 'answered\n')));
  examples(tickets.command('hand-over').description('give a conversation to a bot or to a person').argument('<id>').argument('<owner>', 'bot or person'), 'tickets hand-over 0190a5e2-… person')
    .action(act(async ({ api, out }, [id = '', to = '']) => out.thing(await api.post(at`/v1/tickets/${id}/hand-over`, { to }))));
  examples(tickets.command('take').description('take the next ticket for an agent: urgent ones first, then the one that has waited longest').argument('<agent>'), 'tickets take ann')
    .action(act(async ({ api, out }, [agent = '']) => {
      const { ticket } = await api.post('/v1/tickets/take', { agent });
      if (ticket) out.thing(ticket as Record<string, unknown>);
      else out.show({ ticket }, 'nothing waits\n');
    }));
  examples(
    tickets.command('assign').description('give a ticket to an agent, or without one back to its queue').argument('<id>').argument('[agent]'),
    'tickets assign 0190a5e2-… ann', 'tickets assign 0190a5e2-…',
  ).action(act(async ({ api, out }, [id = '', agent]) => out.thing(await api.post(at`/v1/tickets/${id}/assign`, { agent: agent ?? null }))));
  examples(tickets.command('merge').description('merge a ticket into another one of the same customer').argument('<id>').argument('<into>'), 'tickets merge 0190a5e2-… 0190a5e3-…')
    .action(act(async ({ api, out }, [id = '', into = '']) => out.thing(await api.post(at`/v1/tickets/${id}/merge`, { into }))));
  examples(tickets.command('unmerge').description('undo a merging').argument('<id>'), 'tickets unmerge 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.post(at`/v1/tickets/${id}/unmerge`))));
  examples(
    tickets.command('split').description('make a ticket of its own of some messages').argument('<id>').argument('<message...>', 'ids of messages').option('--subject <text>'),
    'tickets split 0190a5e2-… 0190a5e4-…',
  ).action(act<{ subject?: string }>(async ({ api, out }, [id = '', ...rest], { subject }) => out.thing(await api.post(at`/v1/tickets/${id}/split`, { messages: rest.flat(), subject }))));
  examples(
    tickets.command('correct').description('say what a ticket is; models of intents learn from it').argument('<id>').option('--intent <intent>', 'what it is about; none: none of your intents').option('--new', 'the intent is one that no model and no ticket has yet')
      .option('--queue <queue>').option('--urgency <urgency>', 'low, normal or high').option('--complaint', 'it is a complaint').option('--no-complaint', 'it is none').option('--tag <tag...>', 'its tags, all of them')
      .option('--signal <answer...>', 'urgent, purchase or churn: =yes or =no'),
    'tickets correct 0190a5e2-… --intent refund', 'tickets correct 0190a5e2-… --queue billing --no-complaint', 'tickets correct 0190a5e2-… --signal churn=no',
  ).action(act<Correction>(async ({ api, out }, [id = ''], { tag: tags, signal, new: newIntent, ...said }) => out.thing(await api.patch(at`/v1/tickets/${id}`, { ...said, newIntent, tags, signals: answersIn(signal) }))));
  examples(tickets.command('close').description('close a ticket; a hold that it placed is lifted').argument('<id>').option('--seen <message>', 'the newest message that was read: where there is a newer one, nothing is closed'), 'tickets close 0190a5e2-…')
    .action(act<{ seen?: string }>(async ({ api, out }, [id = ''], { seen }) => out.show(await api.post(at`/v1/tickets/${id}/close`, seen === undefined ? undefined : { seen }), 'closed\n')));
  examples(tickets.command('reopen').description('open a closed ticket again').argument('<id>'), 'tickets reopen 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.show(await api.post(at`/v1/tickets/${id}/reopen`), 'open\n')));
  examples(tickets.command('intake').description('count the mails that came in, by what became of them'), 'tickets intake')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/tickets/intake'), ['outcome', 'reason', 'mails'])));
  examples(tickets.command('file').description('write a file that was attached to a message; tickets show has its digest').argument('<id>').argument('<digest>'), 'tickets file 0190a5e2-… 9f86d081… > invoice.pdf')
    .action(act(async ({ api, out }, [id = '', digest = '']) => out.raw('file', await api.bytes(at`/v1/tickets/${id}/attachments/${digest}`))));
  tickets.addCommand(ticketMailboxCommands()).addCommand(ticketBotCommands());
  examples(tickets.command('ratings').description('count what customers said of answers').option('--days <n>', 'in so many days', '30'), 'tickets ratings --days 7')
    .action(act<{ days: string }>(async ({ api, out }, _args, { days }) => out.list(await api.get('/v1/ratings', { days }), ['queue', 'byRule', 'good', 'ratings', 'share'])));
  return examples(tickets, 'tickets list --complaint', 'tickets close 0190a5e2-…');
}

/** Of "churn=no". */
function answersIn(given: readonly string[] | undefined): Record<string, boolean> | undefined {
  return given && Object.fromEntries(given.map((one) => {
    const [signal = '', answer = ''] = one.split('=');
    if (!['yes', 'no'].includes(answer)) throw new Failure(`--signal ${one} must be like churn=yes or churn=no`);
    return [signal, answer === 'yes'];
  }));
}
