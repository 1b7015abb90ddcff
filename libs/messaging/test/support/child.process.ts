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

async function writeWithoutRelay({ database, outbox, noted }: World): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('CREATE TABLE state AS SELECT 3 AS n');
    await outbox.append(tx, noted, notes('a', 3));
  });
  say('committed');
}

const world = await World.open(task);
await (task.act === 'consume and hang' ? consumeAndHang(world) : writeWithoutRelay(world));
setInterval(() => undefined, 60_000);
