import { extname } from 'node:path';
import { Command, Option } from 'commander';
import { at } from '../api/api-client.ts';
import { Failure } from '../failure.ts';
import { jsonOf, textOf } from '../input/read-file.ts';
import { act, examples, removes, shows } from '../session.ts';

interface TemplateOptions {
  readonly name?: string;
  readonly brand?: string;
  readonly subject?: string;
  readonly kind: string;
  readonly text?: string;
}

export function templateCommands(): Command {
  const templates = new Command('templates').description('what is said');
  examples(templates.command('list').description('list the templates'), 'templates list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/templates'), ['id', 'name', 'kind', 'subject', 'brandId'])));
  examples(templates.command('show').description('show a template').argument('<id>'), 'templates show 0190a5e2-…').action(shows((id) => at`/v1/templates/${id}`));
  examples(
    templates.command('create').description('make a template from JSON, or from HTML with the options below').argument('<file>', 'name.json, name.html or -  (JSON)')
      .option('--name <name>').option('--brand <id>', 'who is speaking').option('--subject <text>', 'may hold merge fields, like {{ name }}')
      .addOption(new Option('--kind <kind>', 'what it is').choices(['promotion', 'transactional']).default('promotion')).option('--text <file>', 'the plain text; made from the HTML when absent'),
    'templates create offer.html --name Offer --brand 0190a5e2-… --subject "{{ name }}, an offer"', 'templates create offer.json',
  ).action(act<TemplateOptions>(async ({ api, out }, [file = ''], options) => out.thing(await api.post('/v1/templates', await templateFrom(file, options)))));
  examples(templates.command('change').description('change a template of which nothing was sent yet').argument('<id>').argument('<file>', 'JSON with what is to change, or -'), 'templates change 0190a5e2-… offer.json')
    .action(act(async ({ api, out }, [id = '', file = '']) => out.thing(await api.patch(at`/v1/templates/${id}`, await jsonOf(file)))));
  examples(templates.command('remove').description('remove a template that nothing uses').argument('<id>'), 'templates remove 0190a5e2-…').action(removes((id) => at`/v1/templates/${id}`));
  return examples(templates, 'templates create offer.html --name Offer --brand 0190a5e2-… --subject "Hello"');
}

async function templateFrom(file: string, { name, brand, subject, kind, text }: TemplateOptions): Promise<object> {
  if (!/^\.html?$/i.test(extname(file))) return jsonOf(file);
  if (name === undefined || brand === undefined || subject === undefined) throw new Failure('a template from HTML needs --name, --brand and --subject');
  return { name, brandId: brand, subject, kind, html: await textOf(file), ...(text === undefined ? {} : { text: await textOf(text) }) };
}
