import { parentPort } from 'node:worker_threads';
import { finish, type FinishJob, valuesOf, type ValuesJob } from './jobs.ts';

const perform = async (job: FinishJob | ValuesJob): Promise<unknown> => (job.kind === 'finish' ? await finish(job) : valuesOf(job));

parentPort?.on('message', (job: FinishJob | ValuesJob) => {
  void perform(job).then((result) => parentPort?.postMessage({ result }), (error: unknown) => parentPort?.postMessage({ failure: error instanceof Error ? error.message : 'unknown' }));
});
parentPort?.postMessage({ ready: true });
