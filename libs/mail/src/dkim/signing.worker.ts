import { parentPort } from 'node:worker_threads';
import { InPlaceSigner, type SigningTask } from './in-place-signer.ts';

const signer = new InPlaceSigner();
parentPort?.on('message', (task: SigningTask) => parentPort?.postMessage(signer.sign(task)));
