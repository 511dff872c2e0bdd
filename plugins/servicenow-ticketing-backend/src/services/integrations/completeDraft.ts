import {
  integrationDefinition,
  type IntegrationDefinition,
  type IntegrationDraft,
} from 'backstage-plugin-servicenow-ticketing-common';
import { check, type Problem } from '../../domain/problems/check';
import { toInputError } from '../../domain/problems/toInputError';
import { joinSecrets } from './integrationSecrets';

type Auth = Record<string, string | undefined>;

/** Secrets of `auth`, by key. */
const AUTH_SECRETS = ['password', 'client_secret', 'api_key'] as const;

/**
 * The definition that a draft means: what it leaves out of a stored integration's name and secrets stays. Secrets
 * stay only for what they were given for; whoever may change an integration must not be able to send its stored
 * credentials to another host.
 *
 * @throws InputError that names every field which must be given, or given again.
 * @internal
 */
export function completeDraft(
  draft: IntegrationDraft,
  stored: IntegrationDefinition | undefined,
): IntegrationDefinition {
  const kept = stored ? keepSecrets(draft, stored) : [];
  const refused = stored ? refuseNewRoutes(draft, stored, kept) : [];
  const checked = check(integrationDefinition, merge(draft, stored, kept));
  const problems = [
    ...refused,
    ...('problems' in checked ? checked.problems : []),
  ];
  if ('data' in checked && problems.length === 0) {
    return checked.data;
  }
  throw toInputError(
    problems.map(({ path, message }) => ({
      path: ['definition', ...path],
      message,
    })),
  );
}

interface KeptSecret {
  section: 'auth' | 'tls' | 'proxy' | 'sync.inbound';
  key: string;
  value: string;
}

function keepSecrets(
  draft: IntegrationDraft,
  stored: IntegrationDefinition,
): KeptSecret[] {
  const kept: KeptSecret[] = [];
  const keep = (
    section: KeptSecret['section'],
    key: string,
    value: string | undefined,
  ) => {
    if (value !== undefined) {
      kept.push({ section, key, value });
    }
  };
  if (draft.auth.type === stored.auth.type) {
    const given = draft.auth as Auth;
    const before = stored.auth as Auth;
    for (const key of AUTH_SECRETS) {
      const isOfAnotherClient =
        key === 'client_secret' && given.client_id !== before.client_id;
      if (given[key] === undefined && !isOfAnotherClient) {
        keep('auth', key, before[key]);
      }
    }
  }
  if (draft.tls?.certificate && draft.tls.key === undefined) {
    keep('tls', 'key', stored.tls?.key);
    if (draft.tls.passphrase === undefined) {
      keep('tls', 'passphrase', stored.tls?.passphrase);
    }
  }
  if (draft.proxy?.username && draft.proxy.password === undefined) {
    keep('proxy', 'password', stored.proxy?.password);
  }
  if (draft.sync.inbound.push_secret === undefined) {
    keep('sync.inbound', 'push_secret', stored.sync.inbound.push_secret);
  }
  return kept;
}

/** An authority of one's own, too, can make another host look like the instance. */
function refuseNewRoutes(
  draft: IntegrationDraft,
  stored: IntegrationDefinition,
  kept: KeptSecret[],
): Problem[] {
  const changed: Record<'auth' | 'proxy', string | undefined> = {
    auth:
      (draft.instance_url !== stored.instance_url && 'instance_url') ||
      (draft.tls?.ca !== undefined &&
        draft.tls.ca !== stored.tls?.ca &&
        'tls.ca') ||
      undefined,
    proxy: draft.proxy?.url !== stored.proxy?.url ? 'proxy.url' : undefined,
  };
  return kept.flatMap(({ section, key }) => {
    // Certificates do not leave the portal as they are, and the push secret not at all.
    const reason =
      section === 'auth' || section === 'proxy' ? changed[section] : undefined;
    return reason
      ? [
          {
            path: [...section.split('.'), key],
            message: `must be given again, because ${reason} was changed: what is stored is sent only to where it was meant for`,
          },
        ]
      : [];
  });
}

function merge(
  draft: IntegrationDraft,
  stored: IntegrationDefinition | undefined,
  kept: KeptSecret[],
): unknown {
  const { push_secret: pushSecret, ...inbound } = draft.sync.inbound;
  return joinSecrets(
    {
      ...draft,
      name: draft.name ?? stored?.name,
      sync: {
        ...draft.sync,
        inbound: { ...inbound, push_secret: pushSecret ?? undefined },
      },
    },
    Object.fromEntries(
      kept.map(({ section, key, value }) => [`${section}.${key}`, value]),
    ),
  );
}
