import { BaseRpcContext, Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import type { GroupConsumer } from '../delivery/group-consumer.ts';
import type { ReceivedEvent } from '../delivery/received-event.ts';
import { inConsumerSpan } from './consumer-span.ts';
import type { OnEventExtras } from './on-event.decorator.ts';

/** Lets the handlers of a service, ordinary Nest handlers with `@OnEvent(contract)`, run on the event log. */
export class EventLogStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol('event log');
  override readonly propagatesEventHandlerErrors = true;

  constructor(private readonly consumer: GroupConsumer) {
    super();
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      for (const [topic, handler] of this.messageHandlers) this.register(topic, handler);
      await this.consumer.start();
      callback();
    } catch (error) {
      callback(error);
    }
  }

  async close(): Promise<void> {
    await this.consumer.stop();
  }

  on(): never {
    throw new Error('The event log emits no events of its own');
  }

  unwrap<T>(): T {
    return this.consumer as T;
  }

  private register(topic: string, handler: MessageHandler): void {
    const { contract, batch, lanes } = handler.extras as unknown as OnEventExtras;
    if (handler.next) throw new Error(`There are two handlers for ${topic} in one service`);
    this.consumer.handle({ contract, batch, lanes, handle: (events) => inConsumerSpan(topic, events, () => this.call(topic, handler, events)) });
  }

  private async call(topic: string, handler: MessageHandler, events: readonly ReceivedEvent[]): Promise<void> {
    const result: unknown = await handler(events, new BaseRpcContext([topic]));
    await lastValueFrom(this.transformToObservable(result), { defaultValue: undefined });
  }
}
