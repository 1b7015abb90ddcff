import type { FieldError } from '@widecast/service-kit';
import type { Arm, Assignment } from '../audiences/assignment.ts';
import type { Template } from '../templates/template.entity.ts';

export interface Plan {
  readonly arms: readonly Arm[];
  readonly assignment: Assignment;
}

/** What keeps the arms of a campaign from working. */
export function defectsOf({ arms, assignment }: Plan, templates: ReadonlyMap<string, Template>): FieldError[] {
  const names = arms.map(({ name }) => name);
  const defects: FieldError[] = [];
  arms.forEach((arm, at) => defects.push(...armDefects(arm, `body.arms.${at}`, templates)));
  if (new Set(names).size < names.length) defects.push({ field: 'body.arms', message: 'two arms have one name; give each its own' });
  if (arms.every(({ templateId }) => templateId === null)) defects.push({ field: 'body.arms', message: 'every arm is a hold-out; give at least one a template' });
  return [...defects, ...assignmentDefects(assignment, names)];
}

function armDefects({ templateId }: Arm, field: string, templates: ReadonlyMap<string, Template>): FieldError[] {
  if (templateId === null) return [];
  const template = templates.get(templateId);
  if (!template) return [{ field: `${field}.templateId`, message: 'is not the id of a template; GET /v1/templates lists them' }];
  if (template.kind === 'promotion') return [];
  return [{ field: `${field}.templateId`, message: 'is a transactional template; a campaign sends promotions' }];
}

function assignmentDefects(assignment: Assignment, names: readonly string[]): FieldError[] {
  if (assignment.kind === 'hash') return [];
  return Object.entries(assignment.arms)
    .filter(([, arm]) => !names.includes(arm))
    .map(([value, arm]) => ({ field: `body.assignment.arms.${value}`, message: `"${arm}" is not the name of an arm (${names.join(', ')})` }));
}
