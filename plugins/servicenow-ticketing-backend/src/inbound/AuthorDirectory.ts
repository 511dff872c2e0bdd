import { LRUCache } from 'lru-cache';
import { cleanLine } from '../domain/foreignText';
import { valueOf } from '../servicenow/wire';
import type { FollowedIntegration, InboundParts } from './contracts';

const NAMES_PER_REQUEST = 100;
const MAX_NAME = 200;
const KEPT_NAMES = 10_000;
const KEPT_FOR = 3_600_000;
/** Names that can be searched for; others are shown as they are. */
const USER_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,99}$/;

/** Tells how people of ServiceNow are called, by their user names. @internal */
export class AuthorDirectory {
  readonly #names = new LRUCache<string, string>({
    max: KEPT_NAMES,
    ttl: KEPT_FOR,
  });
  readonly #logger: InboundParts['logger'];

  constructor(options: Pick<InboundParts, 'logger'>) {
    this.#logger = options.logger;
  }

  /** Looks names up, all at once; what cannot be looked up keeps its user name. */
  async load(
    { id, client }: FollowedIntegration,
    userNames: Iterable<string>,
    signal?: AbortSignal,
  ): Promise<void> {
    const wanted = [...new Set(userNames)].filter(
      name => USER_NAME.test(name) && !this.#names.has(keyOf(id, name)),
    );
    try {
      for (let start = 0; start < wanted.length; start += NAMES_PER_REQUEST) {
        const { records } = await client.query({
          table: 'sys_user',
          query: {
            where: [
              [
                'user_name',
                'IN',
                wanted.slice(start, start + NAMES_PER_REQUEST),
              ],
            ],
          },
          fields: 'user_name,name',
          limit: NAMES_PER_REQUEST,
          signal,
        });
        for (const record of records) {
          const name = cleanLine(valueOf(record, 'name'), MAX_NAME);
          if (name) {
            this.#names.set(keyOf(id, valueOf(record, 'user_name')), name);
          }
        }
      }
    } catch (error) {
      this.#logger.debug(
        `Names of people in ServiceNow could not be read: ${error}`,
      );
    }
  }

  /** `Beth Anglin (ServiceNow)`; `ServiceNow` alone for the account that portals share. */
  nameOf(integration: FollowedIntegration, userName: string | undefined) {
    const { auth } = integration.settings;
    const own = 'username' in auth ? auth.username : undefined;
    if (!userName || userName.toLowerCase() === own?.toLowerCase()) {
      return 'ServiceNow';
    }
    const name =
      this.#names.get(keyOf(integration.id, userName)) ??
      cleanLine(userName, MAX_NAME);
    return `${name} (ServiceNow)`;
  }
}

function keyOf(integrationId: number, userName: string): string {
  return `${integrationId} ${userName.toLowerCase()}`;
}
