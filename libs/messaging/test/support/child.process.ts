import { once } from 'node:events';
import { notes } from './noted.ts';
import { World } from './world.ts';
import type { Task } from './child.ts';

const task = JSON.parse(process.argv[2] ?? '{}') as Task;
const say = (word: string): unknown => process.send?.(word);

async function consumeAndHang(world: World): Promise<void> {
  const handle = (): Promise<void> => {
    say('took');
    return new Promise(() => undefined);
  };
  await world.aConsumer({ handle, batch: 5 });
  say('joined');
}

/** Takes a batch, finishes it when it is told to, and stops in order then. */
async function consumeWhenTold(world: World): Promise<void> {
  const told = once(process, 'message');
  const handle = async (): Promise<void> => {
    say('took');
    await told;
  };
  const consumer = await world.aConsumer({ handle, batch: 5 });
  say('joined');
  await told;
  await consumer.stop();
  say('stopped');
}

function relay(world: World): Promise<void> {
  world.startRelay();
  say('relays');
  return Promise.resolve();
}

async function writeWithoutRelay({ database, outbox, noted }: World): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('CREATE TABLE state AS SELECT 3 AS n');
    await outbox.append(tx, noted, notes('a', 3));
  });
  say('committed');
}

const ACTS = { 'consume and hang': consumeAndHang, 'consume when told': consumeWhenTold, 'write without a relay': writeWithoutRelay, relay };

const world = await World.open(task);
await ACTS[task.act](world);
setInterval(() => undefined, 60_000);
