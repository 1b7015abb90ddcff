import type { Socket } from 'node:net';

/** From here on, what is written in one turn of the event loop leaves together, as answers to commands that came together should (RFC 2920 §3.2). */
export function sendTogether(socket: Socket): void {
  const write = socket.write.bind(socket) as (...given: unknown[]) => boolean;
  let isHeld = false;
  const free = (): void => {
    isHeld = false;
    socket.uncork();
  };
  socket.write = (...given: unknown[]): boolean => {
    if (!isHeld) {
      isHeld = true;
      socket.cork();
      process.nextTick(free);
    }
    return write(...given);
  };
}
