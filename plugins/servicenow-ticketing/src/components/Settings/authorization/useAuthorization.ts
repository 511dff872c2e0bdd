import { useEffect, useRef } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { AuthorizeResponse } from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../../../apis';
import { statusOf } from '../../../hooks/errors';
import { queryKeys } from '../../../hooks/queryKeys';
import { webAddress } from '../../SafeLink';

/** How often to ask whether the person has signed in, in milliseconds. */
const POLL_INTERVAL = 1_000;
const WINDOW_NAME = 'servicenow-ticketing-authorize';
const WINDOW_FEATURES = 'popup,width=640,height=800';
const NOT_FOUND = 404;

/** How far a person is with allowing access. */
export type AuthorizationStep =
  | { step: 'idle' | 'starting' | 'waiting' | 'closed' | 'authorized' }
  /** The browser let no window open: the person has to open `url`. */
  | { step: 'blocked'; url: string }
  /** Refused by ServiceNow, in its words; no words when it took too long. */
  | { step: 'failed'; message: string | undefined }
  /** It could not even begin. */
  | { step: 'notStarted'; error: Error };

export interface Authorization {
  state: AuthorizationStep;
  /** What a save must name; only once access is allowed. */
  authorizationId: string | undefined;
  /** Opens the sign-in of ServiceNow. To be called in a click: browsers block windows that open later. */
  begin: (request: () => Promise<AuthorizeResponse>) => void;
  /** Forgets it, because what it was for has changed. */
  reset: () => void;
}

/** Lets a person sign in to ServiceNow in a window of its own, and watches how it goes. */
export function useAuthorization(): Authorization {
  const api = useApi(ticketingApiRef);
  const popup = useRef<Window | null>(null);
  const start = useMutation({
    mutationFn: async (request: () => Promise<AuthorizeResponse>) => {
      try {
        const started = await request();
        const address = webAddress(started.authorize_url);
        if (!address) {
          throw new Error(`"${started.authorize_url}" is no web address`);
        }
        if (popup.current) {
          popup.current.location.href = address;
        }
        return { ...started, wasBlocked: !popup.current };
      } catch (error) {
        popup.current?.close();
        throw error;
      }
    },
  });
  const started = start.data;
  const poll = useQuery({
    queryKey: queryKeys.authorization(started?.authorization_id),
    queryFn: async ({ signal }) => {
      // Looked at before asking: a window that closes meanwhile may have done its work.
      const isClosed = popup.current?.closed ?? false;
      const state = await api.integrations.getAuthorization(
        started?.authorization_id ?? '',
        { signal },
      );
      return { ...state, isClosed };
    },
    enabled: started !== undefined,
    refetchInterval: query =>
      query.state.data?.status === 'pending' ||
      (query.state.error && statusOf(query.state.error) !== NOT_FOUND)
        ? POLL_INTERVAL
        : false,
    // The window in front may hide this one.
    refetchIntervalInBackground: true,
    gcTime: 0,
  });

  const stateOf = (): AuthorizationStep => {
    if (start.isPending) {
      return { step: 'starting' };
    }
    if (start.error) {
      return { step: 'notStarted', error: start.error };
    }
    if (!started) {
      return { step: 'idle' };
    }
    if (poll.error && statusOf(poll.error) === NOT_FOUND) {
      return { step: 'failed', message: undefined };
    }
    if (poll.data?.status === 'authorized') {
      return { step: 'authorized' };
    }
    if (poll.data?.status === 'failed') {
      return { step: 'failed', message: poll.data.message ?? undefined };
    }
    if (started.wasBlocked) {
      return { step: 'blocked', url: started.authorize_url };
    }
    return { step: poll.data?.isClosed ? 'closed' : 'waiting' };
  };
  const state = stateOf();

  const isOver = state.step === 'authorized' || state.step === 'failed';
  useEffect(() => {
    if (isOver) {
      // Browsers allow it where the page that ServiceNow leads back to has the origin of the portal.
      popup.current?.close();
    }
  }, [isOver]);

  return {
    state,
    authorizationId:
      state.step === 'authorized' ? started?.authorization_id : undefined,
    begin: request => {
      popup.current?.close();
      popup.current = window.open('', WINDOW_NAME, WINDOW_FEATURES);
      if (popup.current) {
        // What opens there must not steer this window.
        popup.current.opener = null;
      }
      start.mutate(request);
    },
    reset: () => {
      popup.current?.close();
      popup.current = null;
      start.reset();
    },
  };
}
