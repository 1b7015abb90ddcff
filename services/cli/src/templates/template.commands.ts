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
    templates.command('create').description('make a template from JSON, or from HTML or MJML with the options below').argument('<file>', 'name.json, name.html, name.mjml or -  (JSON)')
      .option('--name <name>').option('--brand <id>', 'who is speaking').option('--subject <text>', 'may hold merge fields, like {{ name }}')
      .addOption(new Option('--kind <kind>', 'what it is').choices(['promotion', 'transactional']).default('promotion')).option('--text <file>', 'the plain text; made from the HTML when absent'),
    'templates create offer.html --name Offer --brand 0190a5e2-… --subject "{{ name }}, an offer"', 'templates create offer.json',
  ).action(act<TemplateOptions>(async ({ api, out }, [file = ''], options) => out.thing(await api.post('/v1/templates', await templateFrom(file, options)))));
  examples(templates.command('change').description('change a template of which nothing was sent yet').argument('<id>').argument('<file>', 'JSON with what is to change, or -'), 'templates change 0190a5e2-… offer.json')
    .action(act(async ({ api, out }, [id = '', file = '']) => out.thing(await api.patch(at`/v1/templates/${id}`, await jsonOf(file)))));
  examples(templates.command('remove').description('remove a template that nothing uses').argument('<id>'), 'templates remove 0190a5e2-…').action(removes((id) => at`/v1/templates/${id}`));
  looks(templates);
  return examples(templates, 'templates create offer.html --name Offer --brand 0190a5e2-… --subject "Hello"');
}

interface LookOptions {
  readonly fields?: string;
  readonly to?: string;
}

interface Sample {
  readonly [key: string]: string;
  readonly name: string;
}

/** What a template looks like, and ready ones to begin with. */
function looks(templates: Command): void {
  const fieldsOf = async ({ fields }: LookOptions): Promise<unknown> => (fields === undefined ? {} : await jsonOf(fields));
  examples(templates.command('preview').description('what it looks like to somebody').argument('<id>').option('--fields <file>', 'JSON with his merge fields, or -'), 'templates preview 0190a5e2-… --fields ann.json')
    .action(act<LookOptions>(async ({ api, out }, [id = ''], options) => out.thing(await api.post(at`/v1/templates/${id}/preview`, { fields: await fieldsOf(options) }))));
  examples(
    templates.command('test').description('send it to one address to look at it').argument('<id>').requiredOption('--to <address>').option('--fields <file>', 'JSON with merge fields, or -'),
    'templates test 0190a5e2-… --to me@example.com --fields ann.json',
  ).action(act<LookOptions>(async ({ api, out }, [id = ''], options) => out.thing(await api.post(at`/v1/templates/${id}/test`, { to: options.to, fields: await fieldsOf(options) }))));
  examples(templates.command('samples').description('ready templates to begin with, in English and Russian'), 'templates samples')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/template-samples'), ['name', 'language', 'kind', 'subject'])));
  examples(templates.command('sample').description('a ready template as JSON: add the brand and create it').argument('<name>', 'as `templates samples` lists it'), 'templates sample Offer --json > offer.json')
    .action(act(async ({ api, out }, [name = '']) => {
      const { samples } = (await api.get('/v1/template-samples')) as { samples: readonly Sample[] };
      const sample = samples.find((each) => each.name.toLowerCase() === name.toLowerCase());
      if (!sample) throw new Failure(`there is no sample "${name}"; there are ${samples.map((each) => each.name).join(', ')}`);
      out.thing(sample);
    }));
}

async function templateFrom(file: string, { name, brand, subject, kind, text }: TemplateOptions): Promise<object> {
  const [, written] = /^\.(html?|mjml)$/i.exec(extname(file)) ?? [];
  if (written === undefined) return jsonOf(file);
  if (name === undefined || brand === undefined || subject === undefined) throw new Failure('a template from HTML or MJML needs --name, --brand and --subject');
  return { name, brandId: brand, subject, kind, [/^mjml$/i.test(written) ? 'mjml' : 'html']: await textOf(file), ...(text === undefined ? {} : { text: await textOf(text) }) };
}
