import { isError } from '@backstage/errors';
import type {
  ReferenceSuggestion,
  SearchReferencesRequest,
  SearchReferencesResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import { SYS_ID } from '../domain/remoteTicket';
import type { ReferenceDirectory } from '../servicenow/ReferenceDirectory';
import { isServiceNowError } from '../servicenow/ServiceNowError';
import {
  suggestMembers,
  suggestRecords,
  type SuggestedRecord,
} from '../servicenow/suggestions';
import type {
  ConnectedIntegration,
  IntegrationRegistry,
} from './IntegrationRegistry';

/** Somebody is typing: an answer after that is of no use. */
const DEADLINE_MS = 6_000;

/** Suggests records while people type their names. */
export class ReferenceService {
  readonly #integrations: IntegrationRegistry;
  readonly #references: ReferenceDirectory;

  constructor(options: {
    integrations: IntegrationRegistry;
    references: ReferenceDirectory;
  }) {
    this.#integrations = options.integrations;
    this.#references = options.references;
  }

  /**
   * Active records whose name contains the text, members of the group first. Never fails because of ServiceNow: people
   * can type names themselves, and are told why nothing is suggested.
   *
   * @throws NotFoundError when there is no such integration.
   */
  async search(
    request: SearchReferencesRequest & { integrationId: number },
  ): Promise<SearchReferencesResponse> {
    const integration = this.#integrations.get(request.integrationId);
    const signal = AbortSignal.timeout(DEADLINE_MS);
    try {
      const [members, records] = await Promise.all([
        this.#membersOf(integration, request, signal),
        suggestRecords(integration.client, request, signal),
      ]);
      const known = members && new Set(members.map(({ sysId }) => sysId));
      const others = records.filter(({ sysId }) => !known?.has(sysId));
      return {
        items: [
          ...(members ?? []).map(record => toSuggestion(record, true)),
          // Whoever is missing among the members that match is none of them, or one of very many.
          ...others.map(record => toSuggestion(record, known ? false : null)),
        ].slice(0, request.size),
        warning: null,
      };
    } catch (error) {
      return { items: [], warning: warningOf(error, integration) };
    }
  }

  /** `undefined` when no group was given, or ServiceNow does not tell who is in it. */
  async #membersOf(
    { client }: ConnectedIntegration,
    request: SearchReferencesRequest,
    signal: AbortSignal,
  ): Promise<SuggestedRecord[] | undefined> {
    const { table, group } = request;
    if (table !== 'sys_user' || !group) {
      return undefined;
    }
    try {
      const sysId = SYS_ID.test(group)
        ? group
        : (
            await this.#references.find(
              client,
              { table: 'sys_user_group', name: group },
              signal,
            )
          ).sysId;
      return sysId === undefined
        ? undefined
        : await suggestMembers(client, { ...request, group: sysId }, signal);
    } catch (error) {
      if (isServiceNowError(error)) {
        return undefined;
      }
      throw error;
    }
  }
}

function toSuggestion(
  record: SuggestedRecord,
  isMember: boolean | null,
): ReferenceSuggestion {
  return {
    sys_id: record.sysId,
    name: record.name,
    detail: record.detail ?? null,
    is_member: isMember,
  };
}

function warningOf(error: unknown, integration: ConnectedIntegration): string {
  if (isServiceNowError(error)) {
    return `${integration.settings.title}: ${error.message}`;
  }
  if (isError(error) && error.name === 'InputError') {
    return error.message;
  }
  throw error;
}
