import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { Failure } from '../failure.ts';
import { jsonOf, objectIn } from '../input/read-file.ts';
import { contactIdOf, WHO } from '../contacts/contact-id.ts';
import { details } from '../output/table.ts';
import { act, examples, paged, removes, type Page, type Session } from '../session.ts';

interface RuleOptions {
  readonly rule?: string;
}

/** From the file or from --rule; either may hold the rule itself or {rule}. */
async function ruleFrom(file: string | undefined, { rule }: RuleOptions): Promise<unknown> {
  if ((file === undefined) === (rule === undefined)) throw new Failure('say either a file with the rule or --rule JSON');
  const content = file === undefined ? objectIn(rule ?? '', '--rule') : await jsonOf(file);
  return content['rule'] ?? content;
}

const withRule = (command: Command): Command => command.argument('[file]', 'JSON with the rule, or -').option('--rule <json>', 'the rule itself');

/** A segment, its rule as it is written. */
const told = ({ out }: Session, segment: Readonly<Record<string, unknown>>): void => out.show(segment, details({ ...segment, rule: JSON.stringify(segment['rule'], null, 2) }));

interface Clause {
  readonly path: string;
  readonly clause: unknown;
  readonly met: boolean;
  readonly found: unknown;
}

/** A line a clause, deeper ones further in. */
function explanationOf(answer: Readonly<Record<string, unknown>>): string {
  const lines = ((answer['clauses'] ?? []) as Clause[]).map(({ path, clause, met, found }) => {
    const indent = '  '.repeat(path === '' ? 0 : path.split('.').length);
    const what = typeof clause === 'string' ? clause : `${JSON.stringify(clause)}, found ${JSON.stringify(found)}`;
    return `${met ? 'met    ' : 'not met'} ${indent}${what}`;
  });
  return `${answer['member'] === true ? 'in the segment' : 'not in the segment'}\n${lines.join('\n')}\n`;
}

export function segmentCommands(): Command {
  const segments = new Command('segments').description('rules over contacts, and who fits them');
  examples(paged(segments.command('list').description('list the segments by name'), '100'), 'segments list')
    .action(act<Page>(async ({ api, out }, _args, query) => out.list(await api.get('/v1/segments', { ...query }), ['id', 'name', 'members', 'revision'])));
  examples(
    withRule(segments.command('create').description('make a segment from a rule').argument('<name>')),
    'segments create "small, Russian" rule.json', `segments create active --rule '{"behaviour":"visited","times":{"op":"gte","count":2},"within":{"days":30}}'`,
  ).action(act<RuleOptions>(async (session, [name = '', file], options) => told(session, await session.api.post('/v1/segments', { name, rule: await ruleFrom(file, options) }))));
  examples(withRule(segments.command('change').description('give a segment another name and rule').argument('<id>').argument('<name>')), 'segments change 0190a5e2-… "small, Russian" rule.json')
    .action(act<RuleOptions>(async (session, [id = '', name = '', file], options) => told(session, await session.api.put(at`/v1/segments/${id}`, { name, rule: await ruleFrom(file, options) }))));
  examples(segments.command('remove').description('remove a segment that no other one looks at').argument('<id>'), 'segments remove 0190a5e2-…')
    .action(removes((id) => at`/v1/segments/${id}`));
  examples(segments.command('show').description('show a segment and its rule').argument('<id>'), 'segments show 0190a5e2-…')
    .action(act(async (session, [id = '']) => told(session, await session.api.get(at`/v1/segments/${id}`))));
  examples(withRule(segments.command('preview').description('count who would fit a rule')), 'segments preview rule.json')
    .action(act<RuleOptions>(async ({ api, out }, [file], options) => out.thing(await api.post('/v1/segments/preview', { rule: await ruleFrom(file, options) }))));
  examples(paged(segments.command('members').description('list the ids of the members').argument('<id>'), '100'), 'segments members 0190a5e2-… --limit 500 --json').action(
    act<Page>(async ({ api, out }, [id = ''], query) => {
      const answer = await api.get(at`/v1/segments/${id}/members`, { ...query });
      out.show(answer, `${((answer['contactIds'] ?? []) as string[]).join('\n') || 'none'}\n`);
    }),
  );
  examples(
    segments.command('reach').description('count whom a campaign would reach now, and why not the others').argument('<id>').option('--fields <names>', 'merge fields, commas between: how many of these have no value for them'),
    'segments reach 0190a5e2-…', 'segments reach 0190a5e2-… --fields name,plan,account.name',
  ).action(act<{ fields?: string }>(async ({ api, out }, [id = ''], query) => out.thing(await api.get(at`/v1/segments/${id}/reach`, { ...query }))));
  examples(segments.command('explain').description('say why a contact is in a segment or not').argument('<segment>').argument('<who>', WHO), 'segments explain 0190a5e2-… anna@example.com').action(
    act(async ({ api, out }, [id = '', who]) => {
      const answer = await api.get(at`/v1/segments/${id}/contacts/${await contactIdOf(api, who)}`);
      out.show(answer, explanationOf(answer));
    }),
  );
  examples(segments.command('schema').description('print the JSON Schema of rules'), 'segments schema').action(
    act(async ({ api, out }) => {
      const schema = await api.get('/v1/segments/rule-schema');
      out.show(schema, `${JSON.stringify(schema, undefined, 2)}\n`);
    }),
  );
  return examples(segments, 'segments preview rule.json', 'segments create "small, Russian" rule.json');
}
