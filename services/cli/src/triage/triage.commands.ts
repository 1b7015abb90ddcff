import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { boxedExamples, evaluate, IntentClassifier, trainModel, writeSignals, type IntentModel } from '@widecast/text';
import { Command } from 'commander';
import { Failure, reasonOf } from '../failure.ts';
import type { Output } from '../output/output.ts';
import { details, table } from '../output/table.ts';
import { act, examples } from '../session.ts';
import { readExamples, readTexts, withoutSingle } from './examples.ts';
import { learnSignals, lettersIn } from './signals.ts';
import { demandPlace, loadModel, plainly, saveModel } from './models.ts';

interface TrainOptions {
  readonly data?: string;
  readonly boxed?: boolean;
  readonly model: string;
  readonly oos?: string;
  readonly seed: string;
  readonly promise: string;
}

interface EvalOptions {
  readonly data: string;
  readonly model: string;
  readonly oos?: string;
}

interface PredictOptions {
  readonly model: string;
  readonly data?: string;
  readonly text?: string;
}

/** Classifiers of intents, trained and tried on this machine; no server is asked. */
export function triageCommands(): Command {
  const triage = new Command('triage').description('train and try classifiers of intents, without a server');
  examples(
    triage.command('train').description('train a classifier from labelled texts').option('--data <file>', 'CSV with a header (text and label, category or intent) or JSON lines')
      .option('--boxed', 'begin with the letters of the boxed start (28 intents, English and Russian)').requiredOption('--model <file>', 'where the model goes').option('--oos <file>', 'texts that belong to none of the intents').option('--seed <n>', 'the same seed gives the same model', '1')
      .option('--promise <share>', 'precision to promise for automatic answers', '0.98'),
    'triage train --data tickets.csv --model intents.model', 'triage train --boxed --model intents.model',
  ).action(act<TrainOptions>(({ out }, _args, options) => train(out, options)));
  // --json is an option of the program without a value: the file behind it arrives as an argument.
  examples(
    triage.command('eval').description('measure a classifier on labelled texts that it has not seen').requiredOption('--model <file>').requiredOption('--data <file>', 'labelled texts, as for training')
      .option('--oos <file>', 'texts that belong to none of the intents').argument('[file]', 'behind --json: the file that the figures go to'),
    'triage eval --model intents.model --data test.csv', 'triage eval --model intents.model --data test.csv --oos other.csv --json figures.json',
  ).action(act<EvalOptions>(({ out }, [file], options) => evaluateModel(out, file, options)));
  examples(
    triage.command('predict').description('tell the intents of texts').requiredOption('--model <file>').option('--data <file>', 'texts, as for training; labels are not needed').option('--text <text>', 'one text'),
    'triage predict --model intents.model --text "Where is my invoice?"', 'triage predict --model intents.model --data letters.csv --json',
  ).action(act<PredictOptions>(({ out }, _args, options) => predict(out, options)));
  examples(
    triage.command('signals').description('train a model of haste, complaint, buying and leaving from what people told of tickets').requiredOption('--data <file>', 'what `widecast signals letters` writes').requiredOption('--model <file>', 'where the model goes, for TICKETS_SIGNAL_MODEL'),
    'triage signals --data letters.jsonl --model signals.json',
  ).action(act<{ data: string; model: string }>(({ out }, _args, options) => signals(out, options)));
  return examples(triage, 'triage train --data tickets.csv --model intents.model');
}

/** Seconds of CPU that this program has used: the same on a busy machine and on an idle one. */
function ownSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function train(out: Output, { data, boxed = false, model: file, oos, seed, promise }: TrainOptions): Promise<void> {
  if (data === undefined && !boxed) throw new Failure('give --data, --boxed or both');
  await demandPlace(file);
  const { inScope, outOfScope, leftOut } = data === undefined ? { inScope: [], outOfScope: [], leftOut: [] } : await readExamples(data);
  const others = oos === undefined ? [] : (await readTexts(oos)).filter((text) => text !== '');
  const { kept, single } = withoutSingle([...(boxed ? boxedExamples() : []), ...inScope]);
  tellLeftOut(out, data, leftOut);
  if (single.length > 0) out.note(`${data}: left out ${single.length} labels that have a single example: ${single.slice(0, 5).map((label) => `"${label}"`).join(', ')}${single.length > 5 ? ', …' : ''}`);
  const model = plainly(data ?? 'the boxed start', () => trainModel(kept, {
    seed: numberIn('--seed', seed, { least: 0, most: 2 ** 31 }), promised: numberIn('--promise', promise, { least: 0.5, most: 0.999 }),
    outOfScope: [...outOfScope, ...others], trainedAt: new Date(), clock: ownSeconds, onProgress: (what) => out.progress(what),
  }));
  out.progress('');
  const modelBytes = await saveModel(file, model);
  const { trainSeconds, ...card } = model.card;
  out.thing({ model: file, trainSeconds, modelBytes, ...card, leftOutRows: leftOut.length, leftOutLabels: single });
}

async function signals(out: Output, { data, model: file }: { readonly data: string; readonly model: string }): Promise<void> {
  if (resolve(data) === resolve(file)) throw new Failure('--data is read; give another file for --model');
  const letters = lettersIn(await readFile(data, 'utf8').catch((error: unknown) => {
    throw new Failure(`${data} cannot be read: ${reasonOf(error)}`);
  }), data);
  const { model, lastFifth } = learnSignals(letters, new Date());
  await writeFile(file, writeSignals(model)).catch((error: unknown) => {
    throw new Failure(`${file} cannot be written: ${reasonOf(error)}`);
  });
  out.thing({ model: file, letters: letters.length, lastFifth });
}

function tellLeftOut(out: Output, file: string | undefined, lines: readonly number[]): void {
  if (lines.length > 0) out.note(`${file}: left out ${lines.length} rows without a text or a label, in line ${lines.slice(0, 5).join(', ')}${lines.length > 5 ? ', …' : ''}`);
}

async function evaluateModel(out: Output, file: string | undefined, { data, model: from, oos }: EvalOptions): Promise<void> {
  const { model, bytes } = await loadModel(from);
  const { inScope, outOfScope, leftOut } = await readExamples(data);
  const others = oos === undefined ? [] : (await readTexts(oos)).filter((text) => text !== '');
  tellLeftOut(out, data, leftOut);
  const known = new Set(model.classes);
  const strange = [...new Set(inScope.map(({ label }) => label))].filter((label) => !known.has(label));
  demandSpelling(data, strange, model.classes);
  if (strange.length > 0 && !inScope.some(({ label }) => known.has(label))) throw new Failure(`${data}: the model knows none of its labels (${strange.slice(0, 3).join(', ')}, …); it knows ${model.classes.slice(0, 3).join(', ')}, …`);
  const figures = { ...evaluate(model, inScope, [...outOfScope, ...others]), unknownLabels: strange, leftOutRows: leftOut.length, trainSeconds: model.card.trainSeconds, modelBytes: bytes };
  tellWhyNone(out, model.calibration, figures.auto.coverage);
  if (file === undefined) return out.thing(figures);
  if ([data, from, oos].some((given) => given !== undefined && resolve(given) === resolve(file))) throw new Failure(`${file} is read here; give another file for the figures`);
  await writeFile(file, `${JSON.stringify(figures, undefined, 2)}\n`).catch((error: unknown) => {
    throw new Failure(`${file} cannot be written: ${reasonOf(error)}`);
  });
  process.stdout.write(details(figures));
}

/** Nothing that would be answered without a person is no defect of the data, but a model that promises nothing. */
function tellWhyNone(out: Output, { autoFrom, promised }: IntentModel['calibration'], coverage: number): void {
  if (coverage > 0) return;
  const share = `${Math.round(promised * 1000) / 10} %`;
  out.note(autoFrom > 1
    ? `no text would be answered automatically: on held-out examples no confidence kept the promised ${share}. Train with more examples of each intent, or promise less (triage train --promise 0.95)`
    : `no text would be answered automatically: the model is sure enough to keep the promised ${share} from a confidence of ${autoFrom.toFixed(3)}, and none of these texts reaches it`);
}

/** A label in other capitals would be counted as one that the model does not know. */
function demandSpelling(data: string, strange: readonly string[], classes: readonly string[]): void {
  const spelled = new Map(classes.map((label) => [label.toLowerCase(), label]));
  const pairs = strange.flatMap((label) => (spelled.has(label.toLowerCase()) ? [`"${label}", "${spelled.get(label.toLowerCase())}"`] : []));
  if (pairs.length > 0) throw new Failure(`${data}: labels differ from those of the model by upper and lower case only: ${pairs.slice(0, 5).join('; ')}; write each as the model does`);
}

async function predict(out: Output, { model: from, data, text }: PredictOptions): Promise<void> {
  if ((data === undefined) === (text === undefined)) throw new Failure('give either --text or --data');
  const classifier = new IntentClassifier((await loadModel(from)).model);
  if (text?.trim() === '') throw new Failure('--text is empty; there is nothing to tell an intent of');
  const texts = data === undefined ? [text ?? ''] : await readTexts(data);
  const predictions = texts.map((one) => ({ ...(one === '' ? NOTHING : classifier.classify(one)), text: one }));
  out.show({ predictions }, table(predictions.map((row) => ({ ...row, intent: row.intent ?? 'unknown', text: row.text.slice(0, 60) })), ['intent', 'likeliest', 'confidence', 'inScope', 'isSure', 'text']));
}

/** What is made of a row without a text. */
const NOTHING = { intent: null, likeliest: null, confidence: 0, inScope: 0, isSure: false };

function numberIn(option: string, text: string, { least, most }: { readonly least: number; readonly most: number }): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most) return value;
  throw new Failure(`${option} must be a number from ${least} to ${most}; it is ${text}`);
}
