import { afterAll, describe, expect, it } from '@jest/globals';
import { CompiledTemplate, FieldScope, filled, type TemplateSource } from '@widecast/mail';
import { additionsFor } from '../surroundings.ts';
import { Workshop } from '../workshop/workshop.ts';
import { SAMPLES } from './sample.ts';

const FIELDS = {
  name: 'Ольга', company: 'ООО «Ромашка»', discount: 15, until: '1.12.', offer_url: 'https://shop.example/o', plan: 'basic', ends_on: '1.1.', renew_url: 'https://shop.example/r', number: '4711',
  paid_on: '25.11.', product: 'Box', total: '49.00',
};

describe('the sample templates', () => {
  const workshop = new Workshop();

  afterAll(() => workshop.onModuleDestroy());

  it('are four in each language', () => {
    expect(SAMPLES.map(({ language, kind }) => `${language} ${kind}`).toSorted()).toEqual(
      ['en', 'ru'].flatMap((language) => [...Array<string>(3).fill(`${language} promotion`), `${language} transactional`]));
  });

  it('have no defects, no gaps and no words of Liquid for who has every field', async () => {
    for (const { name, kind, language, subject, mjml } of SAMPLES) {
      const { template, defects } = await workshop.finish({ subject, mjml });
      expect([name, defects]).toEqual([name, []]);
      const compiled = new CompiledTemplate(template as TemplateSource, additionsFor({ speaker: kind === 'promotion' ? { legalName: 'Acme', postalAddress: 'Main St', language, advertising: null } : null, isTracked: false }));
      const values = compiled.values(new FieldScope(FIELDS, 'https://mail.example/u/x'));
      for (const part of [compiled.subject, compiled.html, compiled.text]) expect([name, filled(part, values)]).toEqual([name, expect.not.stringMatching(/\{[{%]|undefined|null|href="#"/)]);
    }
  }, 60_000);
});
