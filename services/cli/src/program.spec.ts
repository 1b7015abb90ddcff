import type { Command } from 'commander';
import { describe, expect, it } from '@jest/globals';
import { buildProgram } from './program.ts';
import { GLOBALS } from './session.ts';

function leavesOf(command: Command, path: readonly string[] = []): { command: Command; path: string }[] {
  const here = [...path, command.name()];
  return command.commands.length === 0 ? [{ command, path: here.join(' ') }] : command.commands.flatMap((inner) => leavesOf(inner, here));
}

function helpOf(command: Command): string {
  let help = '';
  command.configureOutput({ writeOut: (text) => void (help += text) }).outputHelp();
  return help;
}

describe('every command', () => {
  it.each(leavesOf(buildProgram()).map(({ command, path }) => [path, command] as const))('"%s" explains itself with an example of its own', (path, command) => {
    const help = helpOf(command);

    expect(command.description()).not.toBe('');
    expect(help).toContain(`Examples:\n  $ ${path}`);
    expect(help).toMatch(/--json/);
  });

  it.each(leavesOf(buildProgram()).map(({ command, path }) => [path, command] as const))('"%s" has no option of the name of one for all commands, which would take its value', (_path, command) => {
    const global = GLOBALS.map(({ long }) => long);

    expect(command.options.map(({ long }) => long).filter((long) => global.includes(long))).toEqual([]);
  });
});
