/** The address of a MAIL or RCPT command, without its brackets and parameters. */
export function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? line.slice(line.indexOf(':') + 1).trim();
}
