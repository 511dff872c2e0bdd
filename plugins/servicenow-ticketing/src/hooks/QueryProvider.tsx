import { ReactNode, useState } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useLiveUpdates } from './useLiveUpdates';

const LiveUpdates = () => {
  useLiveUpdates();
  return null;
};

/** Keeps what was read from the backend while a page or tab of this plugin is open. */
export const QueryProvider = ({ children }: { children: ReactNode }) => {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            // Lists are read again every few seconds anyway; a person should see at once what is wrong.
            retry: false,
            // Whether a backend can be reached is not the browser's guess to make: it may be on this machine.
            networkMode: 'always',
          },
          mutations: { networkMode: 'always' },
        },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      <LiveUpdates />
      {children}
    </QueryClientProvider>
  );
};
