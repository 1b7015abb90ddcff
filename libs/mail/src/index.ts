export { compileMessage, type MessageDraft } from './composing/compile-message.ts';
export { hasControl, oneLine } from './composing/header/one-line.ts';
export { filled, type Piece, type Slot } from './composing/pieces.ts';
export { type Filling, Skeleton } from './composing/skeleton.ts';
export type { WireMessage } from './wire-message.ts';
