import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { isComplaint } from '@widecast/text';
import { triageConfig } from '../src/config.ts';
import { automaticReason } from '../src/mail/automatic-mail.ts';
import { MailParser } from '../src/mail/mail-parser.ts';
import { readMail } from '../src/mail/read-mail.ts';

const folder = process.env['WIDECAST_SHARED_DATA'];
const questions = folder && join(folder, 'banking77/test.csv');
const bounces = folder && join(folder, 'mail/bounces');
const replies = folder && join(folder, 'mail/html-replies/eml');

const missing = 'not run: set WIDECAST_SHARED_DATA to a folder with banking77/test.csv and mail/{bounces,html-replies/eml}/*.eml';

/** The first cells of a CSV file, without its head. */
function firstCells(csv: string): string[] {
  return [...csv.matchAll(/^(?:"((?:[^"]|"")*)"|([^",\n]*)),[^\n]*$/gm)].slice(1).map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}

describe('real data', () => {
  const parser = new MailParser(triageConfig.parse({ DATABASE_URL: 'postgres://none', WIDECAST_INTERNAL_SECRET: 'x'.repeat(32) }));

  afterAll(() => parser.onApplicationShutdown());

  (questions && existsSync(questions) ? it : it.skip)(`has hardly a question of Banking77 for a complaint (${missing})`, () => {
    const texts = firstCells(readFileSync(questions ?? '', 'utf8'));

    const taken = texts.filter((text) => isComplaint(text)).length;

    console.info(`complaints among ${texts.length} questions of Banking77: ${taken}`);
    expect(texts.length).toBeGreaterThan(3000);
    expect(taken / texts.length).toBeLessThan(0.002);
  });

  async function writtenByPeople(folderOfMails: string): Promise<{ all: string[]; people: string[] }> {
    const all = readdirSync(folderOfMails).filter((name) => name.endsWith('.eml'));
    const people: string[] = [];
    for (const name of all) {
      const mail = readMail(await parser.parse(readFileSync(join(folderOfMails, name))));
      if (automaticReason(mail, undefined, ['support@widecast.localhost']) === null) people.push(name);
    }
    return { all, people };
  }

  (bounces && existsSync(bounces) ? it : it.skip)(`has automatic mail that is recognised (${missing})`, async () => {
    const { all, people } = await writtenByPeople(bounces ?? '');

    console.info(`automatic mail recognised: ${all.length - people.length} of ${all.length}; not: ${people.join(', ') || 'none'}`);
    expect(people.length / all.length).toBeLessThan(0.02);
  });

  (replies && existsSync(replies) ? it : it.skip)(`has mail of people that is not held to be automatic (${missing})`, async () => {
    const { all, people } = await writtenByPeople(replies ?? '');

    console.info(`mail of people recognised: ${people.length} of ${all.length}`);
    expect(people).toEqual(all);
  });
});
