import { Command } from 'commander';
import { at, type Json } from '../api/api-client.ts';
import { table } from '../output/table.ts';
import { act, examples } from '../session.ts';
import { serviceOption, servicesOf } from './service-option.ts';

const RESOLUTIONS = {
  resume: 'try the record again, after its cause was mended',
  skip: 'go on behind the record; it goes to the dead letters',
};

export function stoppedCommands(): Command {
  const stopped = new Command('stopped').description('partitions that stopped at a defect');
  examples(stopped.command('list').description('list them').addOption(serviceOption('of this service only')), 'stopped list').action(
    act<{ service?: string }>(async ({ api, out }, _args, { service }) => {
      const answers = await Promise.all(servicesOf(service).map(async (name) => ({ name, answer: await api.get(at`/v1/services/${name}/stopped-partitions`) })));
      const found = answers.flatMap(({ name, answer }) => ((answer['stoppedPartitions'] ?? []) as Json[]).map((partition) => ({ service: name, ...partition })));
      out.show({ stoppedPartitions: found }, table(found, ['service', 'topic', 'partition', 'offset', 'stoppedAt', 'resolution', 'error']));
    }),
  );
  for (const [resolution, description] of Object.entries(RESOLUTIONS)) {
    examples(
      stopped.command(resolution).description(description).argument('<topic>').argument('<partition>').addOption(serviceOption('whose consumer stopped').makeOptionMandatory()),
      `stopped ${resolution} segmentation.contacts-changed.v1 3 --service dispatch`,
    ).action(
      act<{ service: string }>(async ({ api, out }, [topic = '', partition = ''], { service }) => {
        const answer = await api.post(at`/v1/services/${service}/stopped-partitions/${topic}/${partition}`, { resolution });
        out.show(answer, `${resolution} was asked for; it takes effect within seconds\n`);
      }),
    );
  }
  return examples(stopped, 'stopped list', 'stopped resume segmentation.contacts-changed.v1 3 --service dispatch');
}
