import { fork, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { IntentClassifier, type Example } from '@widecast/text';
import { train, type Trained } from '../measure.ts';
import type { PeerName } from './peer-classifiers.ts';
import type { PeerTask } from './peer.child.ts';
import { sideFigures, type SideFigures } from './side-figures.ts';

export interface Sides {
  readonly train: readonly Example[];
  readonly test: readonly Example[];
}

const HERE = import.meta.dirname;
/** A peer that has not learned and classified within this time is given up. */
const PATIENCE = 300_000;
/** With all examples, logistic regression in `natural` would learn for hours: its work grows with examples × words × intents. */
const FEW = 2;

export interface Side {
  readonly who: string;
  /** Null: given up. */
  readonly figures: SideFigures | null;
}

/** Widecast, as trained, and its peers on the same texts, one after the other; logistic regression of `natural` on two examples of each intent, Widecast beside it. */
export async function sideBySide(sides: Sides, trained: Trained): Promise<Side[]> {
  const few = { ...sides, train: firstOfEach(sides.train, FEW) };
  const found: Side[] = [{ who: 'Widecast', figures: own(trained, sides.test) }];
  const hasPeers = installed();
  for (const name of hasPeers ? (['wink-naive-bayes-text-classifier', 'natural, naive Bayes'] as const) : []) found.push({ who: name, figures: await ofPeer(name, sides) });
  const only = `, ${FEW} examples of each intent`;
  if (hasPeers) found.push({ who: `natural, logistic regression${only}`, figures: await ofPeer('natural, logistic regression', few) }, { who: `Widecast${only}`, figures: own(train(few.train, { seed: 1 }), few.test) });
  return found;
}

/** Installs the peers beside this file; false, with a word how to, where that cannot be. */
function installed(): boolean {
  if (['natural', 'wink-naive-bayes-text-classifier'].every((name) => existsSync(join(HERE, 'node_modules', name)))) return true;
  process.stdout.write('Installing the peers (80 MB, MIT), beside the bench\n');
  const { status } = spawnSync('npm', ['install', '--prefix', HERE, '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock'], { cwd: HERE, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  if (status !== 0) process.stdout.write(`The peers could not be installed, so Widecast stands alone; with a registry of npm at hand: npm install --prefix ${HERE}\n`);
  return status === 0;
}

function own({ model, seconds }: Trained, test: readonly Example[]): SideFigures {
  const classifier = new IntentClassifier(model);
  return { ...sideFigures(() => (text) => classifier.classify(text).likeliest, test), trainSeconds: seconds };
}

/** Null where it took too long. */
function ofPeer(name: PeerName, sides: Sides): Promise<SideFigures | null> {
  const child = fork(join(HERE, 'peer.child.ts'), { serialization: 'advanced', timeout: PATIENCE, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  child.send({ name, sides } satisfies PeerTask);
  return new Promise((resolve, reject) => {
    child.once('message', (figures: SideFigures) => resolve(figures));
    child.once('exit', (code, signal) => (signal === null && code !== 0 ? reject(new Error(`${name} ended with ${code}`)) : resolve(null)));
  });
}

function firstOfEach(examples: readonly Example[], count: number): Example[] {
  const taken = new Map<string, number>();
  return examples.filter(({ label }) => {
    const before = taken.get(label) ?? 0;
    taken.set(label, before + 1);
    return before < count;
  });
}
