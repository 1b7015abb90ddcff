import { appendFileSync } from 'node:fs';
import { startSmtpSink, type SmtpMoment, type SmtpReaction } from '@widecast/testing';
import { randomOf } from '../../../demo/src/market/random.ts';
import { weatherAt } from './weather.ts';

/** The program of the sink's process: `file` gets a line for each message, before its answer leaves. */
const [, , file = '', seed = '0'] = process.argv;
const random = randomOf(Number(seed));
let closings = 0;

function react(moment: SmtpMoment): SmtpReaction | undefined {
  const reaction = weatherAt(random, moment);
  if (reaction?.close === true) closings += 1;
  if (moment.stage === 'message' && reaction?.store !== false) appendFileSync(file, moment.to.map((to) => `${Date.now()} ${to}\n`).join(''));
  return reaction;
}

const sink = await startSmtpSink({ script: react, keepOnly: [] });
process.on('message', () => process.send?.({ closings }));
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined);
process.send?.({ url: `smtp://${sink.host}:${sink.port}` });
