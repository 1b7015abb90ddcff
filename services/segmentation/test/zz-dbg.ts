import { createTestDatabase } from '@widecast/testing';
import { startService, JsonLogger, signActor } from '@widecast/service-kit';
import { segmentation } from '/work/main/services/segmentation/src/index.ts';
const db = await createTestDatabase();
const SECRET='a secret of tests, thirty-two characters';
const s = await startService(segmentation, { env: { DATABASE_URL: db.url, WIDECAST_INTERNAL_SECRET: SECRET }, logger: new JsonLogger('segmentation','warn') });
const post = async (path: string, body: any, type='text/csv') => { const r = await fetch(s.url+path, { method:'POST', body, headers: {'content-type': type, 'x-widecast-actor': signActor({id:'t',name:'t',scopes:['*']}, SECRET)}, duplex:'half' } as any); return [r.status, (await r.text()).slice(0,400)]; };
console.log(await post('/v1/imports', 'email,name\na@one.test,Anna\n'));
await s.stop(); await db.drop();
