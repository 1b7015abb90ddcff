import { loadConfig } from '@widecast/service-kit';
import { makeKeyConfig } from './config.ts';
import { keyRequest, makeKey } from './make-key.ts';

/** Makes the key that its argument describes as JSON, and prints id and key as JSON; `widecast keys create --offline` runs it. */
try {
  const request = keyRequest.parse(JSON.parse(process.argv[2] ?? '{}'));
  process.stdout.write(`${JSON.stringify(await makeKey(request, loadConfig(makeKeyConfig, process.env)))}\n`);
} catch (error) {
  const issues = (error as { issues?: readonly { path: readonly unknown[]; message: string }[] }).issues;
  const reason = issues?.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') ?? (error instanceof Error ? error.message : String(error));
  process.stderr.write(`${reason.replaceAll(/\s+/g, ' ')}\n`);
  process.exitCode = 1;
}
