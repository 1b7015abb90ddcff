import { createServer } from 'node:net';

/** Throws a clear error where the port cannot be had, before anything is started. */
export function assertPortIsFree(name: string, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', ({ code, message }: NodeJS.ErrnoException) =>
      reject(new Error(code === 'EADDRINUSE' ? `Port ${port} on ${host} is taken; set ${name} to another one` : `Port ${port} on ${host}: ${message}`)),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
