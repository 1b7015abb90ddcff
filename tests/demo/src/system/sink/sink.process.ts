import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT, sourceEnvironment, SOURCE_FLAGS } from '../places.ts';
import type { Received, Sink } from './sink.ts';

interface News {
  readonly count: number;
  readonly entries: readonly Received[];
}

/** The sink in a process of its own, so that it takes no time from the one that measures. */
export async function startSinkProcess(): Promise<Sink> {
  const child = fork(join(import.meta.dirname, 'sink.child.ts'), { cwd: ROOT, execArgv: [...SOURCE_FLAGS], env: { ...process.env, ...sourceEnvironment }, detached: true });
  const { url } = await answerOf<{ url: string }>(child);
  const known: Received[] = [];
  let count = 0;
  const read = async (): Promise<readonly Received[]> => {
    const answer = answerOf<News>(child);
    child.send(count);
    const news = await answer;
    count = news.count;
    known.push(...news.entries);
    return known;
  };
  let reading: Promise<readonly Received[]> = Promise.resolve(known);
  return {
    url,
    received: () => (reading = reading.then(read)),
    stop: async () => {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

async function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  const ended = new AbortController();
  const onExit = (): void => ended.abort(new Error('the sink has ended'));
  child.once('exit', onExit);
  try {
    const [answer] = (await once(child, 'message', { signal: ended.signal })) as [Answer];
    return answer;
  } finally {
    child.off('exit', onExit);
  }
}
