import { runService } from '@widecast/service-kit';
import { firstKeyNotice, gateway, takeFirstKey } from './index.ts';

await runService(gateway, (service) => {
  const key = takeFirstKey(service);
  if (key !== undefined) process.stdout.write(firstKeyNotice(key));
});
