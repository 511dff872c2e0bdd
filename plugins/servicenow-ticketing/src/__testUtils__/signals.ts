import type { SignalApi } from '@backstage/plugin-signals-react';

type Message = Record<string, string | number[]>;

/** Signals of a host, sent by hand. */
export function createSignals() {
  const listeners = new Map<string, Set<(message: Message) => void>>();
  const api: SignalApi = {
    subscribe: (channel, onMessage) => {
      const some = listeners.get(channel) ?? new Set();
      listeners.set(channel, some);
      const listener = onMessage as unknown as (message: Message) => void;
      some.add(listener);
      return { unsubscribe: () => some.delete(listener) };
    },
  };
  return {
    api,
    send: (channel: string, message: Message) =>
      listeners.get(channel)?.forEach(listener => listener(message)),
  };
}
