import { Agent } from 'node:http';
import type { Socket } from 'node:net';

/** Below the five seconds after which a Node server closes an idle connection, or requests would run into the closing. */
const IDLE = 4000;

/** Keeps connections for the next request, but never as long as the other side does. */
export class ShortLivedAgent extends Agent {
  constructor() {
    super({ keepAlive: true, maxFreeSockets: 64 });
  }

  override keepSocketAlive(socket: Socket): boolean {
    // The types say that it gives nothing; it tells whether the connection is kept.
    if (!(super.keepSocketAlive(socket) as unknown as boolean)) return false;
    socket.setTimeout(IDLE);
    return true;
  }
}
