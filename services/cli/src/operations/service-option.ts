import { Option } from 'commander';

// Written here too, and compared by a test: reading the contracts would double the time that a command takes to start.
const SERVICES = ['segmentation', 'dispatch', 'triage', 'funnels', 'analytics'];

/** Which service a command is about. */
export const serviceOption = (description: string): Option => new Option('--service <name>', description).choices(SERVICES);

/** The one that was named, else all of them. */
export const servicesOf = (named: string | undefined): readonly string[] => (named === undefined ? SERVICES : [named]);
