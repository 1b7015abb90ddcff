import { Command } from 'commander';
import { accountCommands } from './accounts/account.commands.ts';
import { handOffCommands } from './accounts/hand-off.commands.ts';
import { tierPolicyCommands } from './accounts/tier-policy.commands.ts';
import { behaviourCommand } from './behaviour/behaviour.command.ts';
import { brandCommands } from './brands/brand.commands.ts';
import { campaignCommands } from './campaigns/campaign.commands.ts';
import { channelCommands } from './campaigns/channel.commands.ts';
import { policyCommands } from './campaigns/policy.commands.ts';
import { laneCommands, providerCommands, throttleCommands } from './campaigns/throttle.commands.ts';
import { consentCommands } from './consents/consent.commands.ts';
import { attributeCommands } from './contacts/attribute.commands.ts';
import { contactCommands, tiersCommand } from './contacts/contact.commands.ts';
import { duplicateCommands } from './duplicates/duplicate.commands.ts';
import { funnelCommands } from './funnels/funnel.commands.ts';
import { holdsCommand } from './holds/hold.commands.ts';
import { importLookupCommands } from './imports/import-lookup.commands.ts';
import { importCommand } from './imports/import.command.ts';
import { keyCommands } from './keys/key.commands.ts';
import { macroCommands } from './macros/macro.commands.ts';
import { mailboxCommands } from './mailbox/mailbox.commands.ts';
import { messageCommands } from './messages/message.commands.ts';
import { deadLetterCommands } from './operations/dead-letter.commands.ts';
import { rewindCommand } from './operations/rewind.command.ts';
import { stoppedCommands } from './operations/stopped.commands.ts';
import { privacyCommands } from './privacy/privacy.commands.ts';
import { quarantineCommands } from './quarantine/quarantine.commands.ts';
import { reportCommands } from './reports/report.commands.ts';
import { routingCommands } from './routing/routing.commands.ts';
import { segmentCommands } from './segments/segment.commands.ts';
import { GLOBALS } from './session.ts';
import { dkimKeyCommands } from './signing/dkim-key.commands.ts';
import { slaCommands } from './sla/sla.commands.ts';
import { openapiCommand, statusCommand } from './status/status.commands.ts';
import { suppressionCommands } from './suppressions/suppression.commands.ts';
import { templateCommands } from './templates/template.commands.ts';
import { signalCommands } from './tickets/signal.commands.ts';
import { ticketCommands } from './tickets/ticket.commands.ts';
import { intentModelCommands } from './triage/intent-model.commands.ts';
import { triageCommands } from './triage/triage.commands.ts';

const COMMANDS = [
  statusCommand,
  importCommand,
  importLookupCommands,
  contactCommands,
  attributeCommands,
  consentCommands,
  privacyCommands,
  accountCommands,
  tiersCommand,
  tierPolicyCommands,
  handOffCommands,
  duplicateCommands,
  segmentCommands,
  brandCommands,
  templateCommands,
  campaignCommands,
  policyCommands,
  channelCommands,
  throttleCommands, laneCommands, providerCommands,
  dkimKeyCommands,
  messageCommands,
  suppressionCommands,
  mailboxCommands,
  ticketCommands,
  signalCommands,
  triageCommands,
  intentModelCommands,
  quarantineCommands,
  routingCommands,
  slaCommands,
  holdsCommand,
  macroCommands,
  funnelCommands,
  behaviourCommand,
  reportCommands,
  deadLetterCommands,
  stoppedCommands,
  rewindCommand,
  keyCommands,
  openapiCommand,
];

const AFTER = `
Settings: WIDECAST_URL and WIDECAST_API_KEY stand for --url and --key.
Exit status: 0 done, 1 failed (one line on stderr says why), 2 wrong usage.
Help of a command: widecast <command> --help`;

export function buildProgram(): Command {
  const program = new Command('widecast').description('Run Widecast from a terminal or a script.').addHelpText('after', AFTER);
  for (const option of GLOBALS) program.addOption(option);
  for (const make of COMMANDS) program.addCommand(make());
  return inheritSettings(program);
}

/** Errors come to main as exceptions, from every depth; global options are in every help. */
function inheritSettings(command: Command): Command {
  command.exitOverride().configureHelp({ showGlobalOptions: true }).configureOutput({ outputError: (text, write) => write(`${text.trim().replace(/^error: /, 'widecast: ').replaceAll(/\s+/g, ' ')}\n`) });
  for (const inner of command.commands) inheritSettings(inner);
  return command;
}
