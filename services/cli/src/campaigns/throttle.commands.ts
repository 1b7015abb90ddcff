import { Command } from 'commander';
import { at, type Json } from '../api/api-client.ts';
import { jsonOf } from '../input/read-file.ts';
import { act, examples, removes } from '../session.ts';

export function throttleCommands(): Command {
  const throttles = new Command('throttles').description('how much may leave in a second, an hour and a day: by receiving provider or domain, relay, campaign and sender');
  examples(throttles.command('list').description('list them, with what was used and what a warm-up allows today'), 'throttles list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/throttles'), ['id', 'name', 'provider', 'domain', 'relay', 'campaignId', 'sender', 'perSecond', 'perHour', 'perDay', 'allowedToday', 'waiting', 'idle'])));
  examples(
    throttles.command('create').description('add one from JSON {name, provider, domain, relay, campaignId, sender, perSecond, perHour, perDay, warmUp, reserve}').argument('<file>', 'the JSON, or -'),
    'throttles create gmail.json', 'throttles create - <<< \'{"name": "Gmail", "provider": "google", "perSecond": 20}\'',
    'throttles create - <<< \'{"name": "New domain", "sender": "news.acme.example", "warmUp": {"start": 500, "growth": 1.5, "full": 100000, "from": "2026-12-01"}}\'',
  ).action(act(async ({ api, out }, [file = '']) => out.thing(await api.post('/v1/throttles', await jsonOf(file)))));
  examples(throttles.command('change').description('replace one; what was used counts on').argument('<id>').argument('<file>', 'the whole of it as JSON, or -'), 'throttles change 0190a5e2-… gmail.json')
    .action(act(async ({ api, out }, [id = '', file = '']) => out.thing(await api.put(at`/v1/throttles/${id}`, await jsonOf(file)))));
  examples(throttles.command('remove').description('remove one; what waits for it leaves').argument('<id>'), 'throttles remove 0190a5e2-…').action(removes((id) => at`/v1/throttles/${id}`));
  return examples(throttles, 'throttles create gmail.json', 'throttles list');
}

export function laneCommands(): Command {
  const lanes = new Command('lanes').description('relays, and the lanes (relay and receiving provider) that are slow or in which something waits');
  examples(lanes.command('list').description('list the lanes'), 'lanes list')
    .action(act(async ({ api, out }) => {
      const answer = await api.get('/v1/lanes');
      out.list(answer, ['relay', 'provider', 'sender', 'perSecond', 'cause', 'slowedAt', 'throttled']);
      for (const { relay, fault } of (answer['relays'] ?? []) as { relay: string; fault: Json | null }[]) if (fault) out.note(`mail waits: ${relay} cannot be used (${String(fault['reason'])}); \`widecast lanes relays\` says more`);
    }));
  examples(lanes.command('free').description('let a slow lane be fast again').argument('<relay>').argument('<provider>'), 'lanes free mail.example:587 google')
    .action(act(async ({ api, out }, [relay = '', provider = '']) => {
      await api.delete(at`/v1/lanes/${relay}/${provider}`);
      out.show({ freed: `${relay} ${provider}` }, 'freed\n');
    }));
  examples(lanes.command('relays').description('list the relays: what is wrong with each, since when, and what to do'), 'lanes relays').action(act(async ({ api, out }) => {
    const { relays } = (await api.get('/v1/lanes')) as { relays: { relay: string; resting: boolean; fault: Json | null }[] };
    out.list({ relays: relays.map(({ fault, ...relay }) => ({ ...relay, ...fault })) }, ['relay', 'reason', 'cause', 'since', 'seenAt', 'mend']);
  }));
  return examples(lanes, 'lanes list');
}

export function providerCommands(): Command {
  const providers = new Command('providers').description('who receives the mail of which domains');
  examples(providers.command('list').description('list them, known ones and your own'), 'providers list')
    .action(act(async ({ api, out }) => out.list(await api.get('/v1/providers'), ['name', 'domains', 'mx', 'updatedBy'])));
  examples(providers.command('set').description('add domains to a provider, known or new').argument('<name>').argument('<domains...>'), 'providers set partner partner.example mail.partner.example')
    .action(act(async ({ api, out }, [name = '', domains]) => out.thing(await api.put(at`/v1/providers/${name}`, { domains }))));
  examples(providers.command('remove').description('take back what was added').argument('<name>'), 'providers remove partner').action(removes((name) => at`/v1/providers/${name}`));
  return examples(providers, 'providers set partner partner.example');
}
