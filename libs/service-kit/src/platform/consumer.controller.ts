import { Controller } from '@nestjs/common';
import { GroupConsumer, GroupHasMembers, NoSuchDeadLetter, type DeadLetter, type StoppedPartition } from '@widecast/messaging';
import { z } from 'zod';
import { Conflict, Invalid, NotFound } from '../http/domain-error.ts';
import { endpoint, Handles, Input, type InputOf } from '../http/endpoint.ts';

const letter = z.object({
  id: z.uuid(), topic: z.string(), partition: z.int(), offset: z.string(), key: z.string(), headers: z.record(z.string(), z.string()),
  value: z.string().nullable(), reason: z.string(), error: z.string(), createdAt: z.string(), replayedAt: z.string().nullable(),
});
const stopped = z.object({
  topic: z.string(), partition: z.int(), offset: z.string(), error: z.string(), stoppedAt: z.string(), resolution: z.string().nullable(),
});
const one = z.object({ id: z.uuid() });

const listDeadLetters = endpoint({
  method: 'GET', path: 'dead-letters', scope: 'operations:read', summary: 'Records that this service could not digest, newest first',
  query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100), before: z.uuid().optional(), replayed: z.stringbool().default(false) }),
  response: z.object({ deadLetters: z.array(letter) }),
});
const showDeadLetter = endpoint({
  method: 'GET', path: 'dead-letters/:id', scope: 'operations:read', summary: 'One dead letter, with its record', params: one, response: letter,
});
const replayDeadLetter = endpoint({
  method: 'POST', path: 'dead-letters/:id/replay', scope: 'operations:write', status: 200,
  summary: 'Give a dead letter to its handler again', params: one, response: z.object({ replayed: z.literal(true) }),
});
const listStopped = endpoint({
  method: 'GET', path: 'stopped-partitions', scope: 'operations:read', summary: 'Partitions that stopped at a defect',
  response: z.object({ stoppedPartitions: z.array(stopped) }),
});
const resolveStopped = endpoint({
  method: 'POST', path: 'stopped-partitions/:topic/:partition', scope: 'operations:write', status: 202,
  summary: 'Resume a stopped partition, or skip the record at which it stopped (it goes to the dead letters)',
  params: z.object({ topic: z.string(), partition: z.coerce.number().int() }), body: z.object({ resolution: z.enum(['resume', 'skip']) }),
});

const rewind = endpoint({
  method: 'POST', path: 'rewind', scope: 'operations:write', status: 200,
  summary: 'Give this service everything again that the event log still has',
  description: 'Sets the consumer of the service back to the beginning of all topics that it reads, or of those named. Its handlers are idempotent: what '
    + 'they have done already changes nothing. All replicas of the service but one must be stopped before.',
  body: z.object({ topics: z.array(z.string()).min(1).optional() }), response: z.object({ rewound: z.array(z.string()) }),
});

/** What operators do about records that a service could not handle; every service has it. */
@Controller()
export class ConsumerController {
  constructor(private readonly consumer: GroupConsumer) {}

  @Handles(listDeadLetters)
  async list(@Input() { query }: InputOf<typeof listDeadLetters>): Promise<{ deadLetters: DeadLetter[] }> {
    return { deadLetters: await this.consumer.deadLetters.list(query) };
  }

  @Handles(showDeadLetter)
  async show(@Input() { params }: InputOf<typeof showDeadLetter>): Promise<DeadLetter> {
    const found = await this.consumer.deadLetters.find(params.id);
    if (!found) throw new NotFound('dead letter', params.id);
    return found;
  }

  @Handles(replayDeadLetter)
  async replay(@Input() { params }: InputOf<typeof replayDeadLetter>): Promise<{ replayed: true }> {
    try {
      await this.consumer.replay(params.id);
      return { replayed: true };
    } catch (error) {
      if (error instanceof NoSuchDeadLetter) throw new NotFound('dead letter', params.id);
      throw new Conflict(`It failed again: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  @Handles(listStopped)
  async stopped(): Promise<{ stoppedPartitions: StoppedPartition[] }> {
    return { stoppedPartitions: await this.consumer.stoppedPartitions.list() };
  }

  @Handles(resolveStopped)
  async resolve(@Input() { params, body }: InputOf<typeof resolveStopped>): Promise<void> {
    const place = `${params.topic}/${params.partition}`;
    const decided = await this.consumer.stops.decide(params.topic, params.partition, body.resolution);
    if (decided === 'unknown') throw new NotFound('stopped partition', place);
    if (decided === 'passed') throw new Conflict(`${place} has gone on by itself meanwhile; there is nothing to ${body.resolution}`);
  }

  @Handles(rewind)
  async rewind(@Input() { body }: InputOf<typeof rewind>): Promise<{ rewound: readonly string[] }> {
    const { topics = this.consumer.topics } = body;
    const foreign = topics.filter((topic) => !this.consumer.topics.includes(topic));
    if (foreign.length > 0) throw new Invalid(`This service does not read ${foreign.join(', ')}`, [{ field: 'body.topics', message: `choose from ${this.consumer.topics.join(', ')}` }]);
    try {
      await this.consumer.rewind(topics);
    } catch (error) {
      if (error instanceof GroupHasMembers) throw new Conflict('Other replicas of this service are running: stop all but one, then try again');
      throw error;
    }
    return { rewound: topics };
  }
}
