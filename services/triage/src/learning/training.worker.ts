import { parentPort, workerData } from 'node:worker_threads';
import { boxedExamples, trainModel, writeModel } from '@widecast/text';
import type { Lesson } from './training-thread.ts';

const { examples, boxed } = workerData as Lesson;
const model = trainModel([...(boxed ? boxedExamples() : []), ...examples], { trainedAt: new Date() });
parentPort?.postMessage({ card: model.card, bytes: writeModel(model) });
