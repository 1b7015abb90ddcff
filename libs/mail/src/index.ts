export type { WireMessage } from './wire-message.ts';
