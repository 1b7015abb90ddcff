// How well and how fast intents are told, beside the goals: public data sets that the caller has (nothing is downloaded).
import { parseArgs } from 'node:util';
import { boxedExamples, lettersIn, type Example } from '@widecast/text';
import { writeJson } from '../write-json.ts';
import { EN_MESSENGER } from './blind/en-messenger.ts';
import { EN_OFFICE } from './blind/en-office.ts';
import { RU_MESSENGER } from './blind/ru-messenger.ts';
import { RU_OFFICE } from './blind/ru-office.ts';
import { readBanking77, readClinc150, type Banking77, type Clinc150 } from './data-sets.ts';
import { classifiedPerSecond, draw, dressed, evaluated, mean, paperRule, train, type Trained } from './measure.ts';
import { sideBySide, type Sides } from './peers/peers.ts';
import { forPeople, writeForPeople } from './for-people.ts';
import { signals, writeBoxedSignals } from './signals.ts';
import { BLIND_WRAPPERS } from './wrappers.blind.ts';
import { FINAL_WRAPPERS } from './wrappers.final.ts';
import { UNSEEN_WRAPPERS } from './wrappers.unseen.ts';
import { writeWordVectors } from './write-word-vectors.ts';

const { values } = parseArgs({ options: { banking77: { type: 'string' }, clinc150: { type: 'string' }, seeds: { type: 'string', default: '5' }, draws: { type: 'string', default: '10' }, boxed: { type: 'boolean', default: false }, signals: { type: 'boolean', default: false }, 'write-signals': { type: 'string' }, 'write-for-people': { type: 'string' }, glove: { type: 'string' }, words: { type: 'string' }, 'write-words': { type: 'string' }, json: { type: 'string' } } });

interface Figure {
  readonly what: string;
  readonly goal: string;
  readonly value: number;
  readonly met: boolean | null;
}

const figures: Figure[] = [];
const shown = (value: number): string => (Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Math.round(value * 1e4) / 1e4));

/** `goal` is "≥ x", "≤ x" or "", which sets none. */
function tell(what: string, value: number, goal = ''): void {
  const limit = Number(goal.slice(2).replaceAll(',', ''));
  const met = goal === '' ? null : goal.startsWith('≥') ? value >= limit : value <= limit;
  figures.push({ what, goal, value, met });
  process.stdout.write(`${what.padEnd(100)} ${shown(value).padStart(10)}  ${goal.padEnd(10)} ${met === null ? '' : met ? 'met' : 'missed'}\n`);
}

const DRESSES = [['as e-mail', FINAL_WRAPPERS], ['as e-mail, dresses by another hand', BLIND_WRAPPERS], ['as e-mail, dresses that were not looked at', UNSEEN_WRAPPERS]] as const;

function tellDressed(set: string, model: Trained['model'], test: readonly Example[], plain: number): void {
  for (const [dress, wrappers] of DRESSES) tell(`${set} ${dress}: accuracy`, evaluated(model, dressed(test, wrappers)).accuracy, `≥ ${shown(plain - 0.02)}`);
}

function banking({ train: examples, test }: Banking77): Trained {
  const trained = train(examples, { seed: 1 });
  const { model, seconds, bytes } = trained;
  const figures = evaluated(model, test);
  tell('Banking77: accuracy', figures.accuracy, '≥ 0.925');
  tell('Banking77: macro F1', figures.macroF1);
  tell('Banking77: expected calibration error', figures.ece, '≤ 0.015');
  tell('Banking77: training, CPU seconds', seconds, '≤ 60');
  tell('Banking77: model, bytes', bytes, '≤ 5000000');
  tell('Banking77: automatic answers, precision promised', figures.auto.promised);
  tell('Banking77: automatic answers, precision realised', figures.auto.realised ?? 0, '≥ 0.98');
  tell('Banking77: automatic answers, coverage', figures.auto.coverage, '≥ 0.8');
  tellDressed('Banking77', model, test, figures.accuracy);
  for (const [length, goal] of [[60, ''], [300, ''], [1000, '≥ 4,000'], [4000, '']] as const) tell(`Banking77: texts of ${length} characters classified, per CPU second`, classifiedPerSecond(model, test.map(({ text }) => text), length), goal);
  return trained;
}

function fewExamples({ train: examples, test }: Banking77): void {
  const draws = Array.from({ length: Number(values.draws) }, (_, at) => evaluated(train(draw(examples, 10, randomOf(at + 1)), { seed: at + 1 }).model, test).accuracy);
  tell(`Banking77, 10 examples of each intent: accuracy, mean of ${draws.length} draws`, mean(draws), '≥ 0.76');
}

function clinc({ train: examples, val, test, outside }: Clinc150): Trained | undefined {
  const runs = Array.from({ length: Number(values.seeds) }, (_, at) => {
    const trained = train(examples, { seed: at + 1, outOfScope: outside.train });
    const { model, seconds, bytes } = trained;
    const figures = evaluated(model, test, outside.test);
    return { ...figures, ...paperRule(model, val, outside.val, test, outside.test), seconds, bytes, trained };
  });
  const seeds = `mean of ${runs.length} seeds`;
  const over = (pick: (run: (typeof runs)[number]) => number): number => mean(runs.map(pick));
  tell(`CLINC150: accuracy in scope, ${seeds}`, over(({ accuracy }) => accuracy), '≥ 0.93');
  tell(`CLINC150: accuracy in scope by the paper's rule, ${seeds}`, over(({ inScope }) => inScope), '≥ 0.93');
  tell(`CLINC150: out-of-scope recall by the paper's rule, ${seeds}`, over(({ recall }) => recall), '≥ 0.6');
  tell(`CLINC150: area under the curve, ${seeds}`, over(({ oosAuroc }) => oosAuroc ?? 0), '≥ 0.97');
  tell(`CLINC150: passing out of scope at 95 % in scope, ${seeds}`, over(({ oosFpr95 }) => oosFpr95 ?? 1));
  tell(`CLINC150: expected calibration error, ${seeds}`, over(({ ece }) => ece));
  tell(`CLINC150: automatic answers, precision realised, ${seeds}`, over(({ auto }) => auto.realised ?? 0), '≥ 0.98');
  tell(`CLINC150: automatic answers, coverage, ${seeds}`, over(({ auto }) => auto.coverage), '≥ 0.8');
  if (runs[0]) tellDressed('CLINC150', runs[0].trained.model, test, runs[0].accuracy);
  tell('CLINC150: training, CPU seconds', over(({ seconds }) => seconds));
  tell('CLINC150: model, bytes', over(({ bytes }) => bytes), '≤ 5000000');
  return runs[0]?.trained;
}

async function beside(set: string, sides: Sides, trained: Trained | undefined): Promise<void> {
  if (!trained) return;
  for (const { who, figures } of await sideBySide(sides, trained)) {
    if (!figures) {
      process.stdout.write(`Side by side on ${set}, ${who}: did not end in time\n`);
      continue;
    }
    tell(`Side by side on ${set}, ${who}: accuracy`, figures.accuracy);
    tell(`Side by side on ${set}, ${who}: training, CPU seconds`, figures.trainSeconds);
    tell(`Side by side on ${set}, ${who}: texts classified per CPU second`, figures.perSecond);
  }
}

function boxedStart(): void {
  const trained = new Set(boxedExamples().map(({ text }) => text.toLowerCase()));
  const { model, seconds } = train(boxedExamples(), { seed: 1 });
  tell('Boxed start: training, CPU seconds', seconds, '≤ 3');
  for (const [style, text] of Object.entries({ 'English, messenger': EN_MESSENGER, 'English, office': EN_OFFICE, 'Russian, messenger': RU_MESSENGER, 'Russian, office': RU_OFFICE })) {
    const letters = lettersIn(text);
    if (letters.some((letter) => trained.has(letter.text.toLowerCase()))) throw new Error(`${style} has letters that were trained with`);
    tell(`Boxed start, ${letters.length} letters not trained with (${style}): accuracy`, evaluated(model, letters).accuracy);
  }
}

/** Numbers that are the same for the same seed (a linear congruential generator, for drawing only). */
function randomOf(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

if (values.banking77 === undefined && values.clinc150 === undefined && !values.boxed && !values.signals && values['write-signals'] === undefined && values.glove === undefined) {
  process.stderr.write('usage: npm run bench -- triage-text --banking77 DIR --clinc150 DIR [--boxed] [--signals] [--write-signals FILE] [--write-for-people FILE] [--glove FILE --words FILE --write-words FILE] [--seeds 5] [--draws 10] [--json FILE]\n');
  process.exitCode = 1;
}
if (values.glove !== undefined) writeWordVectors({ from: values.glove, list: values.words ?? '/usr/share/dict/words', to: values['write-words'] ?? 'words.en.vectors' });
if (values.banking77 !== undefined) {
  const data = readBanking77(values.banking77);
  const trained = banking(data);
  fewExamples(data);
  await beside('Banking77', data, trained);
}
if (values.clinc150 !== undefined) {
  const data = readClinc150(values.clinc150);
  await beside('CLINC150', data, clinc(data));
}
if (values.boxed) boxedStart();
if (values['write-signals'] !== undefined) tell('Signals: training, CPU seconds', writeBoxedSignals(values['write-signals']));
if (values['write-for-people'] !== undefined) tell('For people: training, CPU seconds', writeForPeople(values['write-for-people']));
if (values.signals) {
  signals(tell);
  forPeople(tell);
}
writeJson(values.json, { figures });
