import { CommanderError } from 'commander';
import { Failure, reasonOf } from './failure.ts';
import { buildProgram } from './program.ts';

// `widecast … | head` ends us quietly; a full disk does not.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`widecast: the result cannot be written: ${reasonOf(error)}\n`);
  process.exit(1);
});

try {
  await buildProgram().parseAsync();
} catch (error) {
  // Commander has said what is wrong itself; its help and version end with 0.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.stderr.write(`widecast: ${error instanceof Failure ? error.message : `unexpected: ${reasonOf(error).replaceAll(/\s+/g, ' ')}`}\n`);
    process.exitCode = 1;
  }
}
