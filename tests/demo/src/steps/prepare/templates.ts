import type { Api } from '../../client/api.ts';

const HTML = (subject: string): string => `<html><body>
<h1>${subject}</h1>
<p>{% if language == 'ru' %}Здравствуйте, {{ name }}!{% else %}Hello {{ name }},{% endif %}</p>
<p>{% if language == 'ru' %}Мы подготовили для вас кое-что новое.{% else %}we have prepared something new for you.{% endif %}</p>
<p><a href="https://shop.test/news">shop.test</a></p>
</body></html>`;

/** Who speaks in the demo. */
export async function makeBrand(api: Api): Promise<string> {
  const { id } = await api.post<{ id: string }>('brands', {
    name: 'Widget Shop', legalName: 'Widget Shop Ltd', postalAddress: '1 Long Street, Springfield', fromName: 'Widget Shop', fromAddress: 'news@shop.test',
  });
  return id;
}

/** A promotion whose subject tells it apart from all others. */
export async function makeTemplate(api: Api, brandId: string, subject: string): Promise<string> {
  const { id } = await api.post<{ id: string }>('templates', { name: subject, kind: 'promotion', brandId, subject, html: HTML(subject) });
  return id;
}
