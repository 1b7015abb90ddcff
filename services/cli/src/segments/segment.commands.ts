import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { jsonOf } from '../read-file.ts';
import { act, examples } from '../session.ts';

const ruleIn = async (file: string): Promise<unknown> => {
  const content = await jsonOf(file);
  return content['rule'] ?? content;
};

export function segmentCommands(): Command {
  const segments = new Command('segments').description('rules over contacts, and who fits them');
  examples(
    segments.command('list').description('list the segments by name').option('--limit <n>', 'how many at most', '100').option('--after <id>', 'continue after this segment'),
    'segments list',
  ).action(
    act<{ limit: string; after?: string }>(async ({ api, out }, _args, { limit, after }) =>
      out.list(await api.get('/v1/segments', { limit, after }), ['id', 'name', 'members', 'revision'])),
  );
  examples(segments.command('create').description('make a segment from a rule').argument('<name>').argument('<file>', 'JSON with the rule, or -'), 'segments create "small, Russian" rule.json')
    .action(act(async ({ api, out }, [name = '', file = '']) => out.thing(await api.post('/v1/segments', { name, rule: await ruleIn(file) }))));
  examples(segments.command('show').description('show a segment and its rule').argument('<id>'), 'segments show 0190a5e2-…')
    .action(act(async ({ api, out }, [id = '']) => out.thing(await api.get(at`/v1/segments/${id}`))));
  examples(segments.command('preview').description('count who would fit a rule').argument('<file>', 'JSON with the rule, or -'), 'segments preview rule.json')
    .action(act(async ({ api, out }, [file = '']) => out.thing(await api.post('/v1/segments/preview', { rule: await ruleIn(file) }))));
  examples(
    segments.command('members').description('list the members').argument('<id>').option('--limit <n>', 'how many at most', '100').option('--after <id>', 'continue after this contact'),
    'segments members 0190a5e2-… --limit 500 --json',
  ).action(
    act<{ limit: string; after?: string }>(async ({ api, out }, [id = ''], { limit, after }) =>
      out.list(await api.get(at`/v1/segments/${id}/members`, { limit, after }), ['id', 'contactId', 'email', 'name', 'tier', 'enteredAt'])),
  );
  return examples(segments, 'segments preview rule.json', 'segments create "small, Russian" rule.json');
}
