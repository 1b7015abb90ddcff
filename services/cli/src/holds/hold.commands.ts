import { Command } from 'commander';
import { act, examples, paged, type Page } from '../session.ts';

export const holdsCommand = (): Command =>
  examples(paged(new Command('holds').description('list the contacts who get no promotions while a complaint of theirs is open'), '100'), 'holds', 'holds --json').action(
    act<Page>(async ({ api, out }, _args, query) => out.list(await api.get('/v1/holds', { ...query }), ['contactId', 'openComplaints', 'changedAt'])),
  );
