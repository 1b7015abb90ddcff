import type { Customer, Scalar } from './customer.ts';

const LINES_A_CHUNK = 500;

const cell = (value: Scalar = ''): string => {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The customers as the file that an import takes, some hundred lines at a time. */
export function* csvOf(customers: readonly Customer[]): Generator<string> {
  const attributes = Object.keys(customers[0]?.attributes ?? {});
  const signals = Object.keys(customers[0]?.account.signals ?? {});
  yield `${['email', 'name', 'language', 'consent', 'account', 'account_name', ...signals.map((name) => `account.${name}`), ...attributes].join(',')}\n`;
  const lineOf = ({ email, name, language, consent, account, ...customer }: Customer): string =>
    [
      email, name, language, consent ? 'yes' : 'no', account.key, account.name,
      ...signals.map((signal) => account.signals[signal]), ...attributes.map((attribute) => customer.attributes[attribute]),
    ].map((value) => cell(value)).join(',');
  for (let from = 0; from < customers.length; from += LINES_A_CHUNK) {
    yield `${customers.slice(from, from + LINES_A_CHUNK).map(lineOf).join('\n')}\n`;
  }
}
