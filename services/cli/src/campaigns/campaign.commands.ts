import { extname } from 'node:path';
import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { Failure } from '../failure.ts';
import { jsonOf, textOf } from '../read-file.ts';
import { act, examples } from '../session.ts';

interface Things {
  /** What they are called in paths and commands. */
  readonly things: string;
  readonly one: string;
  readonly state: string;
}

/** Ways to mend what is not used yet. */
function addMending(commands: Command, { things, one, state }: Things): void {
  examples(
    commands.command('change').description(`change ${one} ${state}; JSON with what is to be different`).argument('<id>').argument('<file>', 'the JSON, or -'),
    `${things} change 0190a5e2-… changes.json`,
  ).action(act(async ({ api, out }, [id = '', file = '']) => out.thing(await api.patch(at`/v1/${things}/${id}`, await jsonOf(file)))));
  examples(commands.command('remove').description(`remove ${one} ${state}`).argument('<id>'), `${things} remove 0190a5e2-…`)
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.delete(at`/v1/${things}/${id}`))));
}

export function brandCommands(): Command {
  const brands = new Command('brands').description('who is speaking');
  examples(brands.command('list').description('list the brands'), 'brands list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/brands'), ['id', 'name', 'fromName', 'fromAddress', 'replyTo'])));
  examples(
    brands.command('create').description('make a brand from JSON {name, legalName, postalAddress, fromName, fromAddress, replyTo?}').argument('<file>', 'the JSON, or -'),
    'brands create brand.json',
  ).action(act(async ({ api, out }, [file = '']) => out.thing(await api.post('/v1/brands', await jsonOf(file)))));
  addMending(brands, { things: 'brands', one: 'a brand', state: 'in whose name nothing was sent' });
  return examples(brands, 'brands create brand.json');
}

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
  examples(templates.command('show').description('show a template').argument('<id>'), 'templates show 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.get(at`/v1/templates/${id}`))));
  examples(
    templates.command('create').description('make a template from JSON, or from HTML with the options below').argument('<file>', 'name.json, name.html or -  (JSON)')
      .option('--name <name>').option('--brand <id>', 'who is speaking').option('--subject <text>', 'may hold merge fields, like {{ name }}')
      .option('--kind <kind>', 'promotion or transactional', 'promotion').option('--text <file>', 'the plain text; made from the HTML when absent'),
    'templates create offer.html --name Offer --brand 0190a5e2-… --subject "{{ name }}, an offer"', 'templates create offer.json',
  ).action(act<TemplateOptions>(async ({ api, out }, [file = ''], options) => out.thing(await api.post('/v1/templates', await templateFrom(file, options)))));
  addMending(templates, { things: 'templates', one: 'a template', state: 'of which nothing was sent' });
  return examples(templates, 'templates create offer.html --name Offer --brand 0190a5e2-… --subject "Hello"');
}

async function templateFrom(file: string, { name, brand, subject, kind, text }: TemplateOptions): Promise<object> {
  if (!/^\.html?$/i.test(extname(file))) return jsonOf(file);
  if (name === undefined || brand === undefined || subject === undefined) throw new Failure('a template from HTML needs --name, --brand and --subject');
  return { name, brandId: brand, subject, kind, html: await textOf(file), ...(text === undefined ? {} : { text: await textOf(text) }) };
}

const STEPS = {
  launch: 'freeze the audience and begin to send',
  pause: 'stop sending within two seconds',
  resume: 'go on after a pause',
  cancel: 'end it; what was not sent will not be',
};

export function campaignCommands(): Command {
  const campaigns = new Command('campaigns').description('mass messages to a segment, in arms, with a hold-out');
  examples(campaigns.command('list').description('list the campaigns'), 'campaigns list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/campaigns'), ['id', 'name', 'state', 'segmentId', 'selected', 'createdAt'])));
  examples(
    campaigns.command('create').description('make a draft from JSON {name, segmentId, arms, assignment}').argument('<file>', 'the JSON, or -'),
    'campaigns create three-arms.json',
  ).action(act(async ({ api, out }, [file = '']) => out.thing(await api.post('/v1/campaigns', await jsonOf(file)))));
  examples(campaigns.command('show').description('show a campaign with its ledger').argument('<id>'), 'campaigns show 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.get(at`/v1/campaigns/${id}`))));
  addMending(campaigns, { things: 'campaigns', one: 'a campaign', state: 'that is a draft' });
  for (const [step, description] of Object.entries(STEPS)) {
    examples(campaigns.command(step).description(description).argument('<id>'), `campaigns ${step} 0190a5e2-…`)
      .action(act(async ({ api, out }, [id = '']) => out.thing(await api.post(at`/v1/campaigns/${id}/${step}`))));
  }
  return examples(campaigns, 'campaigns create three-arms.json', 'campaigns launch 0190a5e2-…', 'campaigns show 0190a5e2-…');
}
