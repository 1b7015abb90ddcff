import { Command } from 'commander';
import { at } from '../api/api-client.ts';
import { act, examples } from '../session.ts';
import { serviceOption } from './service-option.ts';

export function rewindCommand(): Command {
  const rewind = new Command('rewind').description('give a service everything again that the event log still has')
    .argument('[topics...]', 'of these topics only').addOption(serviceOption('which one').makeOptionMandatory());
  return examples(rewind, 'rewind --service analytics', 'rewind segmentation.contacts-changed.v1 --service dispatch').action(
    act<{ service: string }>(async ({ api, out }, args, { service }) => {
      const topics = args.flat();
      const answer = await api.post(at`/v1/services/${service}/rewind`, topics.length > 0 ? { topics } : {});
      const rewound = (answer['rewound'] ?? []) as string[];
      out.show(answer, `${service} reads ${rewound.length} topics from the beginning: ${rewound.join(', ')}\n`);
    }),
  );
}
