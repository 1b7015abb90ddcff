import { ensureBuilt, ensureInstalled } from './prepare.mjs';

ensureInstalled();
ensureBuilt();
process.setSourceMapsEnabled(true);
// In this process: nothing stands between the terminal's Ctrl-C and the orderly stop.
await import('../../services/standalone/dist/main.js');
