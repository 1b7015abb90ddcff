import { describe, expect, it } from '@jest/globals';
import { fieldsOf, parseLiquid, renderLiquid, TemplateDefect } from './liquid.ts';

describe('Liquid of users', () => {
  it('has no loops, no files and no filter that is not known', () => {
    for (const source of ['{% for a in (1..9) %}{% endfor %}', '{% include "x" %}', '{% render "x" %}', '{{ a | where: "b" }}']) expect(() => parseLiquid(source)).toThrow(TemplateDefect);
  });

  it('tells the place of a defect', () => {
    try {
      parseLiquid('fine\n{{ name | upcas }}');
      throw new Error('was taken');
    } catch (error) {
      expect(error).toMatchObject({ name: 'TemplateDefect', line: 2 });
    }
  });

  it('shows no property that is not the own one of its data', () => {
    expect(renderLiquid(parseLiquid('[{{ name.constructor }}{{ toString }}{{ name }}]'), { name: 'Ann' })).toBe('[Ann]');
  });

  it('knows the fields that it needs', () => {
    expect(fieldsOf(parseLiquid('{{ name }}{% if account.size > 3 %}{{ account.size }}{% endif %}'))).toEqual(['name', 'account.size']);
  });
});
