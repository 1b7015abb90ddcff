import { CommanderError } from 'commander';
import { Failure, reasonOf } from './failure.ts';
import { buildProgram } from './program.ts';

/** Runs the command line with these arguments, those of the process where absent; gives its exit status. What goes wrong is said in one line. */
export async function runProgram(args?: readonly string[]): Promise<number> {
  try {
    await (args ? buildProgram().parseAsync(args, { from: 'user' }) : buildProgram().parseAsync());
    return 0;
  } catch (error) {
    // Commander has said what is wrong itself; its help and version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`widecast: ${error instanceof Failure ? error.message : `unexpected: ${reasonOf(error).replaceAll(/\s+/g, ' ')}`}\n`);
    return 1;
  }
}
