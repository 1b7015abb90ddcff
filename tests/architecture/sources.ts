import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

export interface Source {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

const projectsOf = (folder: string): string[] => readdirSync(join(ROOT, folder)).map((name) => join(ROOT, folder, name));

/** Every source file of libraries and services that is not a test. */
export function productionSources(): Source[] {
  return ['libs', 'services'].flatMap(projectsOf).flatMap((project) =>
    readdirSync(join(project, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => join(project, 'src', name))
      .map((file) => ({ path: relative(ROOT, file).split(sep).join('/'), text: readFileSync(file, 'utf8') })),
  );
}

/** The packages that the projects of a folder need in production. */
export function dependenciesOf(folder: string): { readonly project: string; readonly dependencies: readonly string[] }[] {
  return projectsOf(folder).map((project) => {
    const { name, dependencies = {} } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { name: string; dependencies?: object };
    return { project: name, dependencies: Object.keys(dependencies) };
  });
}
