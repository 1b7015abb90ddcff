import { afterAll, describe, expect, it } from '@jest/globals';
import { Workshop } from './workshop.ts';

describe('the workshop', () => {
  const workshop = new Workshop();

  afterAll(() => workshop.onModuleDestroy());

  it('draws MJML, merge fields and all, and makes the text of it', async () => {
    const { template } = await workshop.finish({
      subject: '{{ name }}',
      mjml: '<mjml><mj-body><mj-section><mj-column><mj-text>Dear {{ name | default: "friend" }}</mj-text><mj-button href="https://x.example/?q={{ plan }}">Look</mj-button></mj-column></mj-section></mj-body></mjml>',
    });

    expect(template).toMatchObject({ fields: ['name', 'plan'], needed: ['name', 'plan'], text: expect.stringContaining('Dear {{ name | default: "friend" }}') });
    expect(template?.html).toContain('href="https://x.example/?q={{ plan }}"');
    expect(template?.text).toContain('Look (https://x.example/?q={{ plan }})');
  }, 60_000);

  it.each([
    ['an element that there is not', '<mjml>\n<mj-body>\n<mj-oops></mj-oops></mj-body></mjml>', 3, "mj-oops doesn't exist"],
    ['a file', '<mjml><mj-body>\n<mj-include path="/etc/passwd" /></mj-body></mjml>', 2, 'mj-include reads files'],
    ['an end that is spelt wrongly', '<mjml><mj-body><mj-section><mj-column>\n<mj-text>Hi {{ name }}<br></mj-txt></mj-column></mj-section></mj-body></mjml>', 2, '</mj-txt> closes nothing here; write </mj-text>'],
    ['no end', '<mjml><mj-body><mj-section>\n<mj-column><mj-image src="a" />', 2, '<mj-column> is never closed; add </mj-column>'],
    ['no MJML', 'hello', 1, 'is no MJML'],
    ['Liquid that is broken', '<mjml><mj-body><mj-section><mj-column><mj-text>{{ name | nope }}</mj-text></mj-column></mj-section></mj-body></mjml>', expect.any(Number), 'undefined filter: nope'],
  ])('says where MJML has %s', async (_what, mjml, line, message) => {
    const { template, defects } = await workshop.finish({ subject: 'x', mjml });

    expect(template).toBeUndefined();
    expect(defects).toEqual([expect.objectContaining({ line, message: expect.stringContaining(message) })]);
  }, 60_000);

  it('is killed with a rendering that takes too long, and renders the next in a new thread', async () => {
    class Hasty extends Workshop {
      protected override readonly patience = 1;
    }
    const hasty = new Hasty();
    const recipients = Array.from({ length: 20_000 }, () => ({ fields: { name: 'Ann' }, unsubscribeUrl: 'u' }));
    const job = { source: { subject: '', html: '{% if name %}Hi {{ name }}{% endif %}', text: '' }, surroundings: { speaker: null, isTracked: false }, recipients };

    await expect(hasty.values(job)).rejects.toThrow('took longer than 0.001 s and was stopped');
    await expect(hasty.values(job)).rejects.toThrow('took longer than 0.001 s and was stopped');

    await hasty.onModuleDestroy();
    expect(await workshop.values({ ...job, recipients: recipients.slice(0, 1) })).toEqual([['Hi Ann']]);
  }, 60_000);
});
