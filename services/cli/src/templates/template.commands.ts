import { extname } from 'node:path';
import { Command, Option } from 'commander';
import { at, type ApiClient } from '../api/api-client.ts';
import { contactIdOf } from '../contacts/contact-id.ts';
import { Failure } from '../failure.ts';
import { mergeFieldsIn, withMergeFields, type MergeFieldOptions } from '../input/merge-fields.ts';
import { jsonOf, textOf } from '../input/read-file.ts';
import { act, examples, removes, shows } from '../session.ts';

interface TemplateOptions {
  readonly name?: string;
  readonly brand?: string;
  readonly subject?: string;
  readonly kind: string;
  readonly text?: string;
  readonly language?: string;
  readonly missingFields?: string;
}

export function templateCommands(): Command {
  const templates = new Command('templates').description('what is said');
  examples(templates.command('list').description('list the templates'), 'templates list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/templates'), ['id', 'name', 'kind', 'subject', 'brandId'])));
  examples(templates.command('show').description('show a template').argument('<id>'), 'templates show 0190a5e2-…').action(shows((id) => at`/v1/templates/${id}`));
  examples(
    templates.command('create').description('make a template from JSON, or from HTML or MJML with the options below').argument('<file>', 'name.json, name.html, name.mjml or -  (JSON)')
      .option('--name <name>').option('--brand <id>', 'who is speaking').option('--subject <text>', 'may hold merge fields, like {{ name }}')
      .addOption(new Option('--kind <kind>', 'what it is').choices(['promotion', 'transactional']).default('promotion')).option('--text <file>', 'the plain text; made from the HTML when absent')
      .addOption(new Option('--language <code>', 'of the footer and of the page behind the unsubscribe link; en when absent').choices(['en', 'ru']))
      .addOption(new Option('--missing-fields <what>', 'what becomes of who lacks a merge field: a gap, no message, or the template is refused now').choices(['empty', 'skip', 'refuse'])),
    'templates create offer.html --name Offer --brand 0190a5e2-… --subject "{{ name }}, an offer"', 'templates create offer.json',
  ).action(act<TemplateOptions>(async ({ api, out }, [file = ''], options) => out.thing(await api.post('/v1/templates', await templateFrom(file, options)))));
  examples(templates.command('change').description('change a template of which nothing was sent yet').argument('<id>').argument('<file>', 'JSON with what is to change, or -'), 'templates change 0190a5e2-… offer.json')
    .action(act(async ({ api, out }, [id = '', file = '']) => out.thing(await api.patch(at`/v1/templates/${id}`, await jsonOf(file)))));
  examples(templates.command('remove').description('remove a template that nothing uses').argument('<id>'), 'templates remove 0190a5e2-…').action(removes((id) => at`/v1/templates/${id}`));
  looks(templates);
  return examples(templates, 'templates create offer.html --name Offer --brand 0190a5e2-… --subject "Hello"');
}

interface LookOptions extends MergeFieldOptions {
  readonly contact?: string;
  readonly to?: string;
}

interface Sample {
  readonly [key: string]: string;
  readonly name: string;
}

/** What a template looks like, and ready ones to begin with. */
function looks(templates: Command): void {
  const fieldsOptions = (command: Command): Command => withMergeFields(command).option('--contact <who>', 'the merge fields of this contact, named by his id or address; those that are given come before them');
  examples(fieldsOptions(templates.command('preview').description('what it looks like to somebody').argument('<id>')), 'templates preview 0190a5e2-… --contact ann@acme.example', 'templates preview 0190a5e2-… --field name=Ann')
    .action(act<LookOptions>(async ({ api, out }, [id = ''], options) => out.thing(await api.post(at`/v1/templates/${id}/preview`, { fields: await fieldsFor(api, id, options) }))));
  examples(
    fieldsOptions(templates.command('test').description('send it to one address to look at it').argument('<id>').requiredOption('--to <address>')),
    'templates test 0190a5e2-… --to me@example.com --contact ann@acme.example', 'templates test 0190a5e2-… --to me@example.com --fields ann.json',
  ).action(act<LookOptions>(async ({ api, out }, [id = ''], options) => out.thing(await api.post(at`/v1/templates/${id}/test`, { to: options.to, fields: await fieldsFor(api, id, options) }))));
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

/** What a template is filled with: a contact's own fields, and what is given. */
async function fieldsFor(api: ApiClient, templateId: string, { contact, ...fields }: LookOptions): Promise<object> {
  const given = await mergeFieldsIn(fields);
  if (contact === undefined) return given;
  const template = (await api.get(at`/v1/templates/${templateId}`)) as { readonly fields: readonly string[] };
  const own = await api.get(at`/v1/contacts/${await contactIdOf(api, contact)}/merge-fields`, { names: template.fields.join() });
  return { ...(own['fields'] as object), ...given };
}

async function templateFrom(file: string, { name, brand, subject, kind, text, language, missingFields }: TemplateOptions): Promise<object> {
  const [, written] = /^\.(html?|mjml)$/i.exec(extname(file)) ?? [];
  if (written === undefined) return jsonOf(file);
  if (name === undefined || brand === undefined || subject === undefined) throw new Failure('a template from HTML or MJML needs --name, --brand and --subject');
  return { name, brandId: brand, subject, kind, [/^mjml$/i.test(written) ? 'mjml' : 'html']: await textOf(file), ...(text === undefined ? {} : { text: await textOf(text) }), language, missingFields };
}
