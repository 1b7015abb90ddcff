import { describe, expect, it } from '@jest/globals';
import { refuseIfRequired } from '../requirements.ts';
import { answersKafka } from './probe.ts';
import { startKafkaProcess } from './provide-kafka.ts';

const provided = await startKafkaProcess().catch((error: Error) => error.message);
if (typeof provided === 'string') {
  refuseIfRequired('kafka', provided);
  process.stderr.write(`NOT RUN: the Kafka broker as a process: ${provided}\n`);
}

(typeof provided === 'string' ? describe.skip : describe)('the Kafka broker as a process', () => {
  it('can be killed and comes back on the same port', async () => {
    if (typeof provided === 'string') return;
    const { broker } = provided;

    expect(await answersKafka(broker.port)).toBe(true);

    await broker.kill();
    expect(await answersKafka(broker.port)).toBe(false);
    await broker.start();
    expect(await answersKafka(broker.port)).toBe(true);
    await provided.stop();
    expect(broker.isRunning).toBe(false);
  });
});
