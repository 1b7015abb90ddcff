import { Invalid } from '@widecast/service-kit';
import type { Definition } from '../definition/definition.ts';
import type { BoxedFunnel } from './boxed-funnel.ts';
import { secondPurchase } from './second-purchase.ts';
import { winBack } from './win-back.ts';

export const BOXED: readonly BoxedFunnel[] = [secondPurchase, winBack];

export interface Wanted {
  readonly definition?: Definition | undefined;
  readonly boxed?: string | undefined;
  readonly settings?: unknown;
}

/** The definition that was given, or that of the boxed funnel with its settings. Throws {@link Invalid}. */
export function definitionFrom({ definition, boxed, settings }: Wanted): Definition {
  if ((definition === undefined) === (boxed === undefined)) {
    throw new Invalid('Give either a definition or a boxed funnel', [{ field: 'body', message: 'needs either "definition" or "boxed" with "settings"' }]);
  }
  if (definition !== undefined) return definition;
  const box = BOXED.find(({ key }) => key === boxed);
  if (box) return box.build(settings);
  throw new Invalid(`There is no boxed funnel "${boxed}"`, [{ field: 'body.boxed', message: `must be one of: ${BOXED.map(({ key }) => key).join(', ')}` }]);
}
