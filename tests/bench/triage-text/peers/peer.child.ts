// A process of its own for each peer: it can be ended when training does not, and its seconds of CPU are its own.
import { sideFigures, type SideFigures } from './side-figures.ts';
import { PEERS, type PeerName } from './peer-classifiers.ts';
import type { Sides } from './peers.ts';

export interface PeerTask {
  readonly name: PeerName;
  readonly sides: Sides;
}

process.on('message', ({ name, sides }: PeerTask) => {
  const figures: SideFigures = sideFigures(() => PEERS[name](sides.train), sides.test);
  process.send?.(figures, () => process.disconnect());
});
