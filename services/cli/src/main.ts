import { reasonOf } from './failure.ts';
import { runProgram } from './run-program.ts';

// `widecast … | head` ends us quietly; a full disk does not.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`widecast: the result cannot be written: ${reasonOf(error)}\n`);
  process.exit(1);
});

process.exitCode = await runProgram();
