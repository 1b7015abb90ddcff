import { Failure } from '../failure.ts';

interface Defect {
  readonly field: string;
  readonly message: string;
}

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly Defect[];
}

const LISTED = 5;

/** What the API says is wrong, on one line, with the fields. */
export function refusalOf(status: number, text: string): Failure {
  const { title, detail = '', errors = [] } = problemIn(text);
  // A sentence tells a message once, with the first field that has it.
  const isTold = ({ field, message }: Defect, place: number): boolean =>
    [' ', ': '].some((between) => detail.includes(`${field}${between}${message}`)) || (detail.includes(message) && errors.findIndex((each) => each.message === message) === place);
  const untold = errors.filter((error, place) => !isTold(error, place));
  const named = untold.slice(0, LISTED).map(({ field, message }) => `${field}: ${message}`);
  const rest = untold.length > LISTED ? [`and ${untold.length - LISTED} more`] : [];
  const fields = named.length > 0 ? ` (${[...named, ...rest].join('; ')})` : '';
  return new Failure(`${detail || title || `the answer was ${status}`}${fields}`.replaceAll(/\s+/g, ' '));
}

function problemIn(text: string): Problem {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
