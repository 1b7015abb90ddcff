import { Argument, Command } from 'commander';
import { at } from '../api/api-client.ts';
import { contactIdOf, WHO } from '../contacts/contact-id.ts';
import { act, examples, shows } from '../session.ts';

interface Word {
  readonly source: string;
  readonly proof?: string;
  readonly channel?: string;
  readonly wording?: string;
}

interface Ask {
  readonly template: string;
  readonly source: string;
  readonly wording?: string;
  readonly expires?: string;
  readonly remind?: string;
}

const purpose = (): Argument => new Argument('[purpose]', 'to what').choices(['advertising', 'personal_data', 'tracking']).default('advertising');

function said(command: Command, granted: boolean): Command {
  return command.argument('<who>', WHO).addArgument(purpose())
    .requiredOption('--source <text>', 'where he said so').option('--proof <text>', 'what proves it').option('--channel <text>', 'how: email, phone, paper').option('--wording <text>', 'version of the text')
    .action(act<Word>(async ({ api, out }, [who, to], options) => out.thing(await api.post(at`/v1/contacts/${await contactIdOf(api, who)}/consents`, { purpose: to, granted, ...options }))));
}

export function consentCommands(): Command {
  const consents = new Command('consents').description('what contacts agreed to, with the evidence');
  examples(consents.command('list').description('show the state of each purpose and every record').argument('<who>', WHO), 'consents list anna@example.com')
    .action(act(async ({ api, out }, [who]) => out.thing(await api.get(at`/v1/contacts/${await contactIdOf(api, who)}/consents`))));
  examples(said(consents.command('give').description('record that a contact gave a consent'), true), 'consents give anna@example.com tracking --source "web form" --wording 2026-03');
  examples(said(consents.command('withdraw').description('record that a contact withdrew a consent'), false), 'consents withdraw 0190a5e2-… --source "by phone"');
  examples(
    consents.command('ask').description('ask a contact to confirm a consent by a link (double opt-in)').argument('<who>', WHO).addArgument(purpose())
      .requiredOption('--template <id>', 'a transactional template that uses {{ confirm_url }}').requiredOption('--source <text>', 'where he signed up').option('--wording <text>', 'version of the text')
      .option('--expires <hours>', 'how long the link works').option('--remind <hours>', 'remind once after so long'),
    'consents ask 0190a5e2-… --template 0190a5e7-… --source "web form" --remind 48',
  ).action(act<Ask>(async ({ api, out }, [who, to], { template, expires, remind, ...rest }) => {
    const hours = { ...(expires === undefined ? {} : { expiresInHours: Number(expires) }), ...(remind === undefined ? {} : { remindAfterHours: Number(remind) }) };
    out.thing(await api.post(at`/v1/contacts/${await contactIdOf(api, who)}/consent-requests`, { purpose: to, templateId: template, ...rest, ...hours }));
  }));
  examples(consents.command('request').description('show one request: whether it was confirmed, reminded of or is over').argument('<request>'), 'consents request 0190a5e9-…').action(shows((id) => at`/v1/consent-requests/${id}`));
  examples(consents.command('remind').description('send the one reminder of a request').argument('<request>'), 'consents remind 0190a5e9-…')
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.post(at`/v1/consent-requests/${id}/reminder`))));
  examples(consents.command('proof').description('print the records of a contact as CSV; with --json, as JSON').argument('<who>', WHO), 'consents proof anna@example.com > proof.csv', 'consents proof 0190a5e2-… --json > proof.json').action(
    act(async ({ api, out }, [who]) => {
      const id = await contactIdOf(api, who);
      if (out.json) out.thing(await api.get(at`/v1/contacts/${id}/consents`));
      else out.raw('csv', await api.bytes(at`/v1/contacts/${id}/consents/proof`));
    }),
  );
  return examples(consents, 'consents list 0190a5e2-…', 'consents withdraw 0190a5e2-… --source "by phone"');
}
