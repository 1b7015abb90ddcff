import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { demandPlace } from './models.ts';

const folder = mkdtempSync(join(tmpdir(), 'models-'));
const fileOf = (content: string): string => {
  const file = join(folder, 'some.file');
  writeFileSync(file, content);
  return file;
};

describe('the place of a model', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([['nothing yet', join(folder, 'new.model')], ['a model, even one cut short', fileOf('WIDECAST-INTENTS\x02')]])('may hold %s', async (_what, file) => {
    await expect(demandPlace(file)).resolves.toBeUndefined();
  });

  it('keeps what is no model, like the examples themselves', async () => {
    await expect(demandPlace(fileOf('text,label\na,x\n'))).rejects.toThrow('is there already and is no model; give another name');
  });

  it.each([['a folder that is not there', join(folder, 'nowhere', 'x.model')], ['a folder itself', folder]])('is not %s', async (_what, file) => {
    await expect(demandPlace(file)).rejects.toThrow('cannot be written');
  });
});
