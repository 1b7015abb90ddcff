import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCKERFILE = join(import.meta.dirname, '../../deploy/Dockerfile');

const stageOf = (dockerfile: string, name: string): string =>
  dockerfile.split(/^FROM /m).find((stage) => stage.split('\n')[0]?.endsWith(` AS ${name}`)) ?? '';

/** A value with spaces stands in quotation marks. */
const variablesOf = (stage: string): [string, string][] =>
  [...stage.matchAll(/^ENV (.*)$/gm)].flatMap(([, line = '']) => [...line.matchAll(/(\w+)=(?:"([^"]*)"|(\S*))/g)].map(([, name = '', quoted, plain = '']): [string, string] => [name, quoted ?? plain]));

/** What the image of a service tells Node and the C library: measured is what ships. Throws where the image tells Node nothing. */
export function imageEnvironment(service: string): Readonly<Record<string, string>> & { readonly NODE_OPTIONS: string } {
  const dockerfile = readFileSync(DOCKERFILE, 'utf8');
  const variables = ['service', service].flatMap((stage) => variablesOf(stageOf(dockerfile, stage)));
  const { NODE_OPTIONS, ...others } = Object.fromEntries(variables) as Record<string, string>;
  if (NODE_OPTIONS === undefined) throw new Error(`${DOCKERFILE} has no NODE_OPTIONS for ${service}`);
  return { ...others, NODE_OPTIONS };
}
